"""Figures: one function each, data in, chart out; written as SVG, PNG, CSV and spec with their alt text."""

from pipeline.report.figures.run import run

__all__ = ["run"]
