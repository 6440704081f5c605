"""Records held against each other: codes, bodies of one place, careers, dates that cannot be."""
