"""The rules, one file each, told twice: to people (judge, breaches), to the solver (amounts, excess).
``rule.py`` is what a rule is, ``in_force.py`` which of them judge. Nothing here knows a program or a plan's rank.
"""
