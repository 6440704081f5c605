"""The dossier and the sheets of single persons: one HTML file each, which loads nothing and runs nothing."""
