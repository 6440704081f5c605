"""What a run leaves on disk: its folder, its JSON, its manifest; writing/ writes every file for the user."""
