"""The graph of SQL models: what reads what, what has changed, what a table means and where a column comes from."""

from pipeline.graph.build import BuildResult, PythonModel, build
from pipeline.graph.checks import check
from pipeline.graph.ledger import digest

__all__ = ["BuildResult", "PythonModel", "build", "check", "digest"]
