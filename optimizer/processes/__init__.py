"""Processes of ours: how a child is started, told, heard and ended, and a pool of them.
The only room that starts a process; it knows nothing of what they work on.
"""
