"""A run killed at any moment: the next one ends as if nothing had been."""
