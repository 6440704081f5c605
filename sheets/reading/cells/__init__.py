"""One cell into one value: dates, words, places, old fonts. Never guesses."""
