"""Wide tables, where SOURCE.yml says so: a column for each date (or year) becomes a row for each of its cells.

    Country;2023-01-01;2024-01-01        columns: {Country: country}
    Russia;1200;1300                     unpivot: {headers: as_of, cells: n}

All columns that are neither mapped nor ignored are of this sort, and each heading must read as the field it is.
A blank cell is no row. The place of a row names the column: "line 2, column 2024-01-01".
"""

from dataclasses import replace

import polars as pl

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.stage import fields
from pipeline.stage.fields import Context
from pipeline.stage.kinds import KINDS
from pipeline.stage.text import UNREAD
from pipeline.stage.words import Words

HEADER, CELL = "(heading)", "(cell)"
_ROW = "(row)"


def wide_columns(columns: list[str], mapping: Mapping) -> list[str]:
    """The columns that become rows; none where the mapping does not ask for it."""
    return [name for name in columns if name not in {*mapping.columns, *mapping.ignore}] if mapping.unpivot else []


def with_wide(place: str, wide: list[str], mapping: Mapping, words: Words) -> Mapping:
    """The mapping of the rows that the wide columns become. Fault where a heading does not read as its field."""
    if not mapping.unpivot:
        return mapping
    headers, cells = mapping.unpivot
    reader = fields.day if headers == "as_of" else KINDS[mapping.record].reads[headers]
    context = Context(words, month_first=mapping.date_order == "month_first")
    read = reader(headers, pl.Series(wide, dtype=pl.String), context)
    unread = read[UNREAD].drop_nulls().to_list() if UNREAD in read.columns else []
    if unread or not wide:
        found = f"no {headers}: {', '.join(unread)}" if unread else "there is no column to unpivot"
        raise Fault(place, found, "Map the other columns in SOURCE.yml or name them under `ignore`.")
    return replace(mapping, columns={**mapping.columns, HEADER: headers, CELL: cells})


def unpivoted(batch: pl.DataFrame, wide: list[str], locator: str) -> pl.DataFrame:
    """A row for each cell of the wide columns that is not blank, row by row; the other columns stay."""
    if not wide:
        return batch
    order = pl.DataFrame({HEADER: wide, "(place)": range(len(wide))})
    kept = [name for name in batch.columns if name not in wide]
    long = batch.with_row_index(_ROW).unpivot(wide, index=[_ROW, *kept], variable_name=HEADER, value_name=CELL)
    long = long.join(order, on=HEADER, how="left").sort(_ROW, "(place)").filter(pl.col(CELL).is_not_null())
    where = pl.format("{}, column {}", locator, HEADER).alias(locator)
    return long.with_columns(where).select(*(name for name in kept if name != locator), HEADER, CELL, locator)
