"""Text as it comes: folded for comparison, in Vietnamese order, read within bounds.
Names, plain files, the parts of zip files and their XML, and CSV that no spreadsheet runs. Knows nothing of the field.
"""
