"""A comparison in words: changes, figures, axes of a grid."""
