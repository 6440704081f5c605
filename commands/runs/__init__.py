"""Runs as they lie on disk: read, a plan of one chosen, its workbook written again."""
