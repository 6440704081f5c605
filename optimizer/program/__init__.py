"""From a situation and its rules to an integer program: possible moves, their costs, binding rows.
Makes the program; solves nothing.
"""
