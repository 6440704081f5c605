"""The submission as a Word file: the built-in forms, an office's own, whether it is safe, and how a form is filled.
A form is filled by plain replacement of named placeholders; nothing in it is ever run.
"""
