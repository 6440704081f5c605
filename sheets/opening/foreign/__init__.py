"""Workbooks that another reader reads: .xls, .xlsb and .ods, by a library, in a child process that may die of them.
Only values come back; what the library drops, such as cells with errors, is found in the bytes themselves.
"""
