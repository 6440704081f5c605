"""The submission as a Word file: the built-in forms, whether an office's own is safe, and what fills either.
Nothing in a form is ever run.
"""
