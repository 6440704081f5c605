"""How numbers, names, rules, problems and proofs are said, for screen, sheet and page alike.
Words without Excel. Sentences come from messages/; nothing here prints or writes.
"""
