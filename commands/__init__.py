"""What each command does, behind the thin cli.py: read, plan, write, speak."""
