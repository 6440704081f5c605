"""Words without Excel: how numbers, names, rules, problems, proofs and changes are said, for screen, sheet and page alike.
Sentences come from messages/; nothing here prints or writes.
"""
