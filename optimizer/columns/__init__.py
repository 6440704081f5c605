"""The same facts as NumPy columns and frames of pairs: what the solver's telling of a rule reads.
The auditor never comes here.
"""
