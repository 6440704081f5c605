"""The nouns of the field: facts, rules as data, plans. Knows no solver, no sheet, no language."""
