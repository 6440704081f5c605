"""The review page: a server for one person on this machine. It shows what commands do, and writes decisions as edits.

It decides nothing by itself: whatever it can do, a command can.
"""
