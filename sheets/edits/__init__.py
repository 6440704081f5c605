"""A workbook of ours that was given back: held against what it should say, lines known by their codes."""
