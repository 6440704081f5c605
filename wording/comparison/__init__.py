"""A comparison in words: changes, figures, axes of a grid, what rules cost, and the lines that a screen shows."""
