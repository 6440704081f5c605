"""Scenarios solved one after another, side by side, or on a scheduler.
Each outcome as soon as it is there; compares nothing.
"""
