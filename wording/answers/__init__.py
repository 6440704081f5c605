"""Answers in words: why a pair is or is not, what it costs, who then fares otherwise; what a board is like."""
