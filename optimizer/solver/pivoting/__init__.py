"""A solved relaxation moved to other bounds by a few pivots of our own: a dual simplex over an inverse that is kept."""
