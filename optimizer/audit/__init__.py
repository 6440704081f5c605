"""Judges on the facts alone: plans, their scores, bounds and certificates, and all that a run claims.
No engine, and nothing that made the program's answer, is believed here.
"""
