"""What the facts mean before any plan: groups of posts, holders, who leaves, who is local, who comes home.
Plain Python over codes; both tellings of every rule start here. No NumPy, no rule.
"""
