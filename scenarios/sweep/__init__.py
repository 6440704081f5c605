"""Scenarios solved one after another, side by side, or on a scheduler; each outcome as soon as it is there.
Compares nothing.
"""
