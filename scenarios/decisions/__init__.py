"""What a committee decides at the lines of plans: marks made decisions, and who is meant by a code or a name."""
