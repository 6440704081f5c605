"""What a scenario changes, in the facts or in the rule book, and all that would make a change meaningless.
The base is never touched.
"""
