"""The rules, one file each, told twice: for people (judge, breaches) and for the solver (amounts, excess).
``rule.py`` is what a rule is, ``in_force.py`` which of them judge. Nothing here knows a program or a plan's rank.
"""
