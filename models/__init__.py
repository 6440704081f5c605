"""The nouns: cadre, post, unit, waiver, policy, plan, finding. They import nothing but each other and messages for their
errors.
"""
