"""The nouns: cadre, post, unit, waiver, policy, plan, finding.
They import each other, and messages for their errors.
"""
