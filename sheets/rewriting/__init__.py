"""A user's own workbook with some of its facts changed: those cells are written anew, all else stays byte for byte."""
