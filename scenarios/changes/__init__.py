"""What a scenario changes in the facts or the rule book, and what makes a change meaningless.
The base is never touched.
"""
