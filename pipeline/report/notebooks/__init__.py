"""Notebooks: run where something changed, kept with their outputs in derived/notebooks, made into pages."""
