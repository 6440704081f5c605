"""What a command needs of the terminal: printing, closed streams, Ctrl-C, click's words."""
