"""Ranks plans, ties in their order: the only room with OR-Tools, in the solving child process.
Its answers are believed nowhere; what it hands over is checked in audit/.
"""
