"""What lies on the desk between two clicks: facts, rounds of plans, tentative choices, work in the background; no HTTP.

All of it that was confirmed is in the work folder before a click is answered.
"""
