"""From bytes to grids: what a file is, whether it is safe, and the stored cells one by one.
Asks nothing of what the cells mean.
"""
