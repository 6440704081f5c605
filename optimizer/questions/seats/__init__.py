"""Who else for a seat: many questions of cost about one plan, answered on a board of the moves that near plans make."""
