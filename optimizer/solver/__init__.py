"""Solving a program: the only room that imports OR-Tools, and only inside the solving child process."""
