"""The workbook of what falls due: one page, quarter by quarter."""
