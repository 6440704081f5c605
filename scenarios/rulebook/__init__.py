"""Rule books: the shipped ones beside this file, a board's own, and the overrides laid over them.
From TOML to a Policy with sources and marks, or to objections that name the line.
"""
