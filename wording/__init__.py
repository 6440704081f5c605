"""Words without Excel: how numbers, names, rules, problems and proofs are said, for screen, sheet and page alike.
Sentences come from messages/; nothing here prints or writes.
"""
