"""From grids to an Instance, and every problem by its cell.
tables/ finds headings and rows, cells/ reads values, facts/ holds them against each other.
"""
