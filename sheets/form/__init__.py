"""The workbook as it is declared: sheets, columns with their headings, words, example rows.
One declaration serves reader, template and docs.
"""
