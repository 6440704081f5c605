"""What a committee decides at the lines of plans: marks made decisions, who is meant by a name, the facts after them.
Facts and codes alone: no Excel, no words.
"""
