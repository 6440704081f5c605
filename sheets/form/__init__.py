"""The workbook as it is declared: its sheets, columns, words and example rows. One declaration serves reader, template
and docs.
"""
