"""What a check says: problems by their cells, places left open, who decides on what."""
