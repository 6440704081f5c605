"""What the committee's papers tell, as plain data in words: worked out once for dossier, submission and figures."""
