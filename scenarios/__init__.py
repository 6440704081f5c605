"""Rule books, scenarios and the shipped examples: what may be planned with, and what if it were otherwise."""
