"""Screens of invented people by chance: the same seed gives the same screens."""
