"""Hostile and damaged files, all made by code, and what becomes of each: `python -m tests.hostile`."""
