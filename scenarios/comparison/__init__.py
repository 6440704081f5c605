"""Outcomes held against a base: figures, costs of rules, and only what differs. Whole numbers, no words."""
