"""The command `trace`: a published figure, and the records behind it (pipeline/behind)."""
