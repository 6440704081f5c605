"""The workbook of an answer: its sentences, and of a post or a cadre everybody or every post as a table."""
