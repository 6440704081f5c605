"""Questions about a board, answered by whole plans: what a decision costs, who fares otherwise, what contradicts."""
