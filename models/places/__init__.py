"""The administrative units of before and since July 2025: tables, spellings, what lies in what.
Pure look-up: no cadre, no rule, no sheet.
"""
