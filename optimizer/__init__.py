"""Planning: facts and rules in, ranked and audited plans out (planning.py).
Rooms from the bottom: integer, processes, solver; situation, columns, rules, program; explain, audit, record.
"""
