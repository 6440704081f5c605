"""What each command does, one file a command, behind the thin cli.py: read, plan, write, speak."""
