"""The ledger: what the press reports said, each statement as a question put to the records and to published figures."""

from pipeline.measure.ledger.table import build

__all__ = ["build"]
