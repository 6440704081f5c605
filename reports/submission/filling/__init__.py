"""From a form to a filled one: its placeholders and where they stand, plain replacement, lists, the mark of a draft.
Knows Word's files, nothing of papers.
"""
