"""The product from Python, as ``from luanchuyen import ...`` offers it: the work of the commands without a terminal.

A command reads its options, calls a function of this room and prints what it returns.
"""
