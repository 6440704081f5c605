"""The version of this program, which a run keeps in its record."""

__version__ = "0.1.1"
