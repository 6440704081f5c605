"""Text as it comes: folded for comparison, in Vietnamese order, read within bounds.
Names, plain files, and CSV that no spreadsheet runs. Knows nothing of the field.
"""
