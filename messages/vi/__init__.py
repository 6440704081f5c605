"""Every sentence in Vietnamese, one file a room."""
