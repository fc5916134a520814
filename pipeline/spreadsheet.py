"""Text on its way into a file that people open in a spreadsheet: none of it may be taken for a formula."""

import re
from typing import Any

import polars as pl

STARTS = r"^[=+\-@\t\r]"
NUMBER = r"^[+\-]?\d+([.,]\d+)?%?$"


def harmless(cell: Any) -> Any:
    """A cell that a spreadsheet would run, with an apostrophe before it; all others, and numbers, as they are.

    >>> harmless("=1+1"), harmless("-5"), harmless("A-1"), harmless(-5)
    ("'=1+1", '-5', 'A-1', -5)
    """
    is_formula = isinstance(cell, str) and re.match(STARTS, cell) and not re.match(NUMBER, cell)
    return f"'{cell}" if is_formula else cell


def harmless_text(frame: pl.DataFrame) -> pl.DataFrame:
    """`harmless` for every column of text."""
    text = pl.col(pl.String)
    is_formula = text.str.contains(STARTS) & ~text.str.contains(NUMBER)
    return frame.with_columns(pl.when(is_formula).then(text.str.replace("^", "'")).otherwise(text).name.keep())
