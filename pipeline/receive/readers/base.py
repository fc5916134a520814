"""What a reader gives: the tables of a file as text, each row with its place. Readers know nothing of the domain.

A reader is a function `read(path, options) -> Iterator[Table]`, registered by media type in `readers/__init__.py`.
Options are the `reader:` part of SOURCE.yml (encoding, delimiter, header_row, sheet, rows …).
A file that cannot be read at all raises Fault; a row that cannot is given in `broken`, never dropped.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

# The column of every batch that says where the row stands: "line 12", "sheet Register, row 7", "/notices/3".
LOCATOR = "_locator"
# Joins the items of a real list in one cell ("RU\x1fUA"), so that text cells stay text.
LISTED = "\x1f"


@dataclass
class Aside:
    """A row that is not in the batches: broken (could not be read) or excluded (totals, hidden sheet)."""

    locator: str
    reason: str
    raw: str  # the row as it stood, JSON text


@dataclass
class Table:
    """One table of a file.

    name      sheet, JSON pointer or "" where the file is one table
    columns   source headers in order, unique, as written (without LOCATOR)
    batches   frames of text columns (String) + LOCATOR, each with the same columns, in file order; null where the
              cell is empty. Read once. `broken` and `excluded` are complete only after the last batch.
    broken    rows without the structure of the table: they go to audit.quarantine
    excluded  rows that are no records though they look like some: totals rows, rows of hidden sheets
    Title, header and blank lines are no rows and appear nowhere. found = rows in batches + broken + excluded.
    """

    name: str
    columns: list[str]
    batches: Iterator[pl.DataFrame]
    broken: list[Aside] = field(default_factory=list)
    excluded: list[Aside] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what a person should know: "hidden sheet Old with 3 rows"
