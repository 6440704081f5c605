"""What falls due until a day: rotations, terms, service, posts, waivers, remarks; and how many could follow.
Reads facts and rules; plans nothing.
"""
