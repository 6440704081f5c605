"""The record: moves that were made, counted by form and direction, and what they changed.
Reads careers and plans; judges nobody.
"""
