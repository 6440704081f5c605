"""Text as it comes: letters folded for comparison, names in Vietnamese order, files read within bounds, CSV that no
spreadsheet runs. Knows nothing of the field.
"""
