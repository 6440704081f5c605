"""What a committee decides and asks, and what it is answered: decisions, edits, breaches, prices, judgements."""
