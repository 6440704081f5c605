"""From a situation and its rules to an integer program: which moves are possible, what each costs, which rows bind.
Makes the program; solves nothing.
"""
