"""From received files to typed rows: mapping, vocabulary, dates, countries and names, with an account of every row."""

from pipeline.stage.run import run

__all__ = ["run"]
