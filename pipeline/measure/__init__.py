"""Measure: from counts in the marts to every number that is published, with its interval, its bounds and its name."""

from pipeline.measure.run import run

__all__ = ["run"]
