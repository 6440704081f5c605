"""Every sentence in English, one file a room."""
