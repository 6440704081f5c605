"""Why a plan is as it is, or why there is none: chains, shortages, conflicts, readiness.
Tells facts by codes, assignments in the field's words; sentences are made in wording/.
"""
