"""The record of a period in words: its figures and remarks, and the lines that a screen shows."""
