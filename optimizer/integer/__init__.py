"""Integer programs as bare numbers, and proofs about them in exact arithmetic.
No cadre, no rule and no engine may be seen from here.
"""
