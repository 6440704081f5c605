"""The input workbook as ``new`` writes it, empty or filled with an example."""
