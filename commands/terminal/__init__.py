"""What a command needs of the terminal: printing, streams that may be closed, being told to end, click's words."""
