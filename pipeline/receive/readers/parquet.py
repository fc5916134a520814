"""Parquet files: every column as text, the days as ISO, numbers without a false fraction."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from pyarrow import parquet

from pipeline.errors import Fault
from pipeline.receive.readers.base import LISTED, LOCATOR, Table
from pipeline.receive.readers.layout import unique_names

OPTIONS: tuple[str, ...] = ()
ROWS = 200_000  # rows of a batch
ERRORS = (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError)


def read(path: Path, options: dict) -> Iterator[Table]:
    """The one table of a Parquet file. Its name is "", locators are `row N` from 1."""
    try:
        file = parquet.ParquetFile(path)
        empty = as_text(_frame(file.schema_arrow.empty_table()))
    except ERRORS as error:
        raise _unreadable(path, error) from None
    yield Table("", empty.columns, _batches(file, path))


def _batches(file: parquet.ParquetFile, path: Path) -> Iterator[pl.DataFrame]:
    first = 1
    try:
        for batch in file.iter_batches(batch_size=ROWS):
            rows = as_text(_frame(pa.Table.from_batches([batch])))
            numbers = pl.int_range(first, first + rows.height, eager=True)
            yield rows.with_columns(pl.format("row {}", numbers).alias(LOCATOR))
            first += rows.height
    except ERRORS as error:
        raise _unreadable(path, error) from None


def _frame(table: pa.Table) -> pl.DataFrame:
    """The table as polars takes it; ValueError where names or cells are no text though they say so."""
    str(table.schema)
    table.validate(full=True)
    return pl.DataFrame(pl.from_arrow(table.replace_schema_metadata(None)))


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text: structs as dotted columns, lists joined, empty text as null."""
    columns = [part for name in frame.columns for part in _parts(pl.col(name), name, frame.schema[name])]
    names = unique_names([name for name, _ in columns])
    return frame.select(expr.alias(name) for name, (_, expr) in zip(names, columns, strict=True))


def _parts(cell: pl.Expr, name: str, kind: Any) -> Iterator[tuple[str, pl.Expr]]:
    """The columns one column becomes, each as text."""
    if isinstance(kind, pl.Struct):
        for inner in kind.fields:
            yield from _parts(cell.struct.field(inner.name), f"{name}.{inner.name}", inner.dtype)
    elif isinstance(kind, (pl.List, pl.Array)):
        items = cell.arr.to_list() if isinstance(kind, pl.Array) else cell
        for inner_name, item in _parts(pl.element(), name, kind.inner):
            joined = items.list.eval(item.fill_null("")).list.join(LISTED)
            yield inner_name, pl.when(joined.str.strip_chars(LISTED) != "").then(joined)
    else:
        yield name, _text(cell, kind).replace("", None)


def _text(cell: pl.Expr, kind: Any) -> pl.Expr:
    if isinstance(kind, pl.Datetime):
        text = cell.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
        return text.str.replace(r" 00:00:00$", "").str.replace(r"\.0+$", "")
    if kind.is_float():
        return cell.cast(pl.Float64).fill_nan(None).cast(pl.String).str.replace(r"\.0$", "").replace("-0", "0")
    if kind == pl.Binary:
        return cell.bin.encode("hex")
    if kind == pl.Duration:
        return cell.dt.to_string("iso")
    return cell.cast(pl.String)


def _unreadable(path: Path, error: Exception) -> Fault:
    return Fault(
        path.name, f"the Parquet file cannot be read ({type(error).__name__})", "It may be cut short: ask for it again."
    )
