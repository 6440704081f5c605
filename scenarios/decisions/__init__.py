"""What the authority decided: the lines of a plan that were agreed, and the facts once they took effect.
Facts and codes alone: no Excel, no words.
"""
