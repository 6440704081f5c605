"""Excel in and out; the only room that knows it.
form declares, opening and reading read, the others write.
"""
