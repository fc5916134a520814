"""The fast way through delimited lines: a block that is proved to hold one row on each line, by Arrow."""

import numpy as np
import polars as pl
import pyarrow as pa
from pyarrow import csv as arrow

from pipeline.receive.readers.blocks import Block
from pipeline.receive.readers.records import Dialect


def parse(block: Block, dialect: Dialect, columns: list[str], spare: int) -> pl.DataFrame | None:
    """The rows of a block as columns of text, one for each physical line; None where that is not certain.

    spare   cells beyond the columns that each row of the header's width has; they must be empty

    Certain is: all bytes are text, quotes stand only around whole cells and hold no line end, and the number of
    rows of the right width is the number of lines.
    """
    data = block.data
    if block.replaced or len(columns) < 2 or not _is_plain(data, dialect):
        return None
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    names = [*columns, *(f"\0{i}" for i in range(spare))]
    try:
        table = arrow.read_csv(
            pa.BufferReader(data),
            read_options=arrow.ReadOptions(column_names=names, block_size=4 << 20),
            parse_options=arrow.ParseOptions(
                delimiter=dialect.delimiter, quote_char=dialect.quote or False, ignore_empty_lines=False
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != lines or any(table[name].null_count < lines for name in names[len(columns) :]):
        return None
    return pl.DataFrame(pl.from_arrow(table.select(columns)))


def _is_plain(data: bytes, dialect: Dialect) -> bool:
    """Whether every parser splits these lines alike: simple signs, no lone carriage return, quotes in their places."""
    if not data or not dialect.delimiter.isascii() or (dialect.escape and dialect.escape.encode() in data):
        return False
    if data.count(b"\r") != data.count(b"\r\n"):
        return False
    if dialect.quote is None:
        return True
    if not dialect.quote.isascii():
        return False
    return data.find(dialect.quote.encode()) < 0 or _quotes_in_place(data, dialect)


def _quotes_in_place(data: bytes, dialect: Dialect) -> bool:
    """Whether each quote opens a cell, closes one, or is half of a doubled one; and none is open at a line end."""
    edge = np.zeros(256, dtype=bool)
    edge[[ord(dialect.delimiter), 10, 13]] = True
    signs = np.frombuffer(data, dtype=np.uint8)
    at = np.flatnonzero(signs == ord(dialect.quote or '"'))
    if len(at) % 2:
        return False
    opening, closing = at[0::2], at[1::2]
    doubled = closing[:-1] + 1 == opening[1:]
    before = edge[signs[opening - 1]] | (opening == 0)
    after = edge[signs[np.minimum(closing + 1, len(signs) - 1)]] | (closing == len(signs) - 1)
    before[1:] |= doubled
    after[:-1] |= doubled
    ends = np.flatnonzero(signs == 10)
    return bool(before.all() and after.all() and not (np.searchsorted(at, ends) % 2).any())
