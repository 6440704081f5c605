"""What explains a plan or why there is none: assignments in the field's words, chains, shortages, conflicts, readiness.
Tells facts by codes; sentences are made in wording/.
"""
