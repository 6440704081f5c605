"""Solving a program: the only room that imports OR-Tools, and only inside the solving child process.
Its answers are believed nowhere; what it hands over is checked in audit/.
"""
