"""Great Expectations suites on staged tables and marts; failing rows are named by file and place, never by person."""

from pipeline.check.run import run

__all__ = ["run"]
