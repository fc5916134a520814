"""One batch of text rows into typed rows of one kind: what stands, what goes to quarantine, what nobody could read.

`normalise` is a pure function from a frame to frames, so that batches can be read anywhere, in any order.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.mapping import Mapping
from pipeline.schemas import QUARANTINE, UNMAPPED
from pipeline.stage import fields
from pipeline.stage.cells import field_cells
from pipeline.stage.corrected import check_read, correct, texts_say
from pipeline.stage.corrections import Correction
from pipeline.stage.fields import Context
from pipeline.stage.kinds import Kind
from pipeline.stage.kinds.base import UNREAD_TEXTS, FromText
from pipeline.stage.source import Source
from pipeline.stage.text import LISTED, UNREAD
from pipeline.stage.words import Words

_THREADS = 2  # fields read at a time: most of what reads one works on a single core
_FEW = 500  # rows from which on threads are worth starting
_LONGEST_VALUE = 200  # characters of an unmapped value that are kept


@dataclass(frozen=True)
class Normalised:
    """rows: as pipeline/schemas.py says. quarantine and unmapped: as the audit tables, one line per value.

    changes: what corrections did, as corrected.py says
    beside: rows that the texts of these rows hold, by table
    """

    rows: pl.DataFrame
    quarantine: pl.DataFrame
    unmapped: pl.DataFrame
    changes: list[dict[str, Any]]
    beside: dict[str, pl.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """A batch before its texts are read: the rows that stand, and else as Normalised."""

    stand: pl.DataFrame
    quarantine: pl.DataFrame
    unread: list[pl.DataFrame]
    changes: list[dict[str, Any]]


def normalise(
    batch: pl.DataFrame,
    locators: pl.Series,
    kind: Kind,
    mapping: Mapping,
    words: Words,
    source: Source,
    first: int,
    corrections: tuple[Correction, ...] = (),
) -> Normalised:
    """Type one batch, and read its texts. The arguments are those of `typed`."""
    done = typed(batch, locators, kind, mapping, words, source, first, corrections)
    return with_texts(done, texts_of(kind, done.stand, words), source)


def texts_of(kind: Kind, rows: pl.DataFrame, words: Words) -> FromText:
    """What the texts of these rows say; they may be of several files."""
    return kind.from_text(rows, words) if kind.from_text else FromText(rows, {}, NO_TEXTS)


def with_texts(done: Typed, told: FromText, source: Source) -> Normalised:
    """The batch with what its texts say."""
    unread = [*done.unread, told.unread.select("field", "value", "n")]
    return Normalised(told.rows, done.quarantine, unmapped(source, unread), done.changes, told.beside)


def typed(
    batch: pl.DataFrame,
    locators: pl.Series,
    kind: Kind,
    mapping: Mapping,
    words: Words,
    source: Source,
    first: int,
    corrections: tuple[Correction, ...] = (),
) -> Typed:
    """Type one batch.

    batch     text columns by source header; locators: where each row stands in the file
    mapping   its `record` is `kind.record`; its headers are all in the batch
    first     ordinal of the first row in the file, counting from 1
    corrections   the entries that may speak of rows of this file
    """
    ids = _record_ids(source, first, batch.height)
    said = {}
    if corrections and kind.from_text:
        said = texts_say(kind, normalise(batch, locators, kind, mapping, words, source, first).rows)
    done = correct(field_cells(batch, kind, mapping, words), kind, locators, ids, corrections, said)
    cells = done.cells
    readings = _read(cells, kind, Context(words, month_first=mapping.date_order == "month_first"))
    check_read(done, readings, fields.NO_RULE)
    read = kind.finish(
        pl.concat([reading.drop(UNREAD, strict=False) for reading in readings.values()], how="horizontal")
    )
    read = _with_as_of(read, cells, kind, mapping).with_columns(
        ids.alias("record_id"),
        done.mark(),
        pl.lit(source.path).alias("source_file"),
        pl.lit(source.sha256).alias("source_sha256"),
        pl.lit(source.delivery).alias("delivery"),
        locators.alias("source_locator"),
    )
    rows = read.select(
        pl.col(name).cast(dtype) if name in read.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in kind.schema.items()
    )
    lacking = _lacking(rows, kind)
    return Typed(
        stand=rows.filter(lacking.is_null()),
        quarantine=_quarantine(batch, cells, locators, lacking, source),
        unread=[_unread(name, reading) for name, reading in readings.items()],
        changes=done.changes,
    )


def _read(cells: pl.DataFrame, kind: Kind, context: Context) -> dict[str, pl.DataFrame]:
    """Each field read by its reader."""
    readers = {**kind.reads, "as_of": fields.day if kind.counts_at_as_of else fields.full_day}
    if cells.height < _FEW:
        return {name: readers[name](name, cells[name], context) for name in cells.columns}
    with ThreadPoolExecutor(_THREADS) as threads:
        read = threads.map(lambda name: readers[name](name, cells[name], context), cells.columns)
        return dict(zip(cells.columns, read, strict=True))


def _record_ids(source: Source, first: int, n: int) -> pl.Series:
    ordinals = pl.int_range(first, first + n, eager=True).cast(pl.String)
    return pl.select(pl.concat_str(pl.lit(f"{source.id}-"), ordinals)).to_series()


def unmapped(source: Source, parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Lines of audit.unmapped from frames of field, value and n, one line per field and value."""
    counted = pl.concat([_NO_VALUES, *parts]).group_by("field", "value").agg(pl.col("n").sum()).sort("field", "value")
    return counted.with_columns(delivery=pl.lit(source.delivery), path=pl.lit(source.path)).select(*UNMAPPED)


NO_TEXTS = pl.DataFrame(schema=UNREAD_TEXTS)
_NO_VALUES = pl.DataFrame(schema={"field": pl.String, "value": pl.String, "n": pl.Int64})


def _with_as_of(typed: pl.DataFrame, cells: pl.DataFrame, kind: Kind, mapping: Mapping) -> pl.DataFrame:
    """`as_of` of the row where it gives a full date, else of the file; see Kind.counts_at_as_of."""
    of_file = pl.lit(mapping.as_of, pl.Date)
    if "as_of" not in cells.columns:
        typed = typed.with_columns(as_of=pl.lit(None, pl.Date), as_of_text=pl.lit(None, pl.String))
    if not kind.counts_at_as_of:
        return typed.with_columns(pl.coalesce("as_of", of_file).alias("as_of"))
    is_blank = cells["as_of"].is_null() if "as_of" in cells.columns else pl.lit(True)
    return typed.with_columns(
        pl.when(is_blank).then(of_file).otherwise("as_of").alias("as_of"),
        pl.when(is_blank).then(of_file.dt.to_string("%Y-%m-%d")).otherwise("as_of_text").alias("as_of_text"),
    )


def _lacking(rows: pl.DataFrame, kind: Kind) -> pl.Series:
    """The field each row cannot do without and does not have; null where it has all."""
    missing = [pl.when(pl.col(column).is_null()).then(pl.lit(field)) for column, field in kind.needs.items()]
    return rows.with_columns(pl.coalesce(*missing, pl.lit(None, pl.String)).alias("lacking"))["lacking"]


def _quarantine(
    batch: pl.DataFrame, cells: pl.DataFrame, locators: pl.Series, lacking: pl.Series, source: Source
) -> pl.DataFrame:
    out = lacking.is_not_null()
    if not out.any():
        return pl.DataFrame(schema=QUARANTINE)
    blank = [pl.when(pl.col("field") == name).then(cells[name].filter(out).is_null()) for name in cells.columns]
    is_blank = pl.coalesce(*blank, pl.lit(True))
    return pl.DataFrame({"field": lacking.filter(out), "locator": locators.filter(out)}).select(
        pl.lit(source.delivery).alias("delivery"),
        pl.lit(source.path).alias("path"),
        "locator",
        pl.format("{} {}", "field", pl.when(is_blank).then(pl.lit("is blank")).otherwise(pl.lit("is not known"))).alias(
            "reason"
        ),
        "field",
        batch.filter(out).select(pl.struct(pl.all()).struct.json_encode().alias("raw")).to_series(),
    )


def _unread(name: str, reading: pl.DataFrame) -> pl.DataFrame:
    """Field, value and n of what a reader could not read."""
    if UNREAD not in reading.columns or reading[UNREAD].null_count() == reading.height:
        return _NO_VALUES
    values = (
        reading[UNREAD].drop_nulls().explode() if reading.schema[UNREAD] == pl.List else reading[UNREAD].drop_nulls()
    )
    counts = (
        values.str.replace_all(LISTED, "; ", literal=True)
        .str.slice(0, _LONGEST_VALUE)
        .alias("value")
        .value_counts(name="n")
    )
    return counts.select(pl.lit(name).alias("field"), "value", pl.col("n").cast(pl.Int64))
