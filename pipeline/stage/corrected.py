"""Corrections laid on one batch: cells replaced before they are read, so that what a person types is read like a cell.

Nothing is corrected silently: each change is a line for audit.corrections, and the row carries the fields' names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.fields import OPEN_FIELDS
from pipeline.stage.corrections import Correction, DoesNotFit, tidy
from pipeline.stage.kinds import Kind
from pipeline.stage.text import LISTED, UNREAD

MARK = "corrected_fields"  # column of the staged tables


@dataclass
class Corrected:
    """cells: those of the batch, corrected. changes: entry key, row, field, before, after; marks: row -> fields."""

    cells: pl.DataFrame
    changes: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[int, list[str]] = field(default_factory=dict)
    sources: dict[tuple[int, str], Correction] = field(default_factory=dict)

    def mark(self) -> pl.Series:
        """The fields corrected in each row; null where none was."""
        rows = [self.marks.get(row) for row in range(self.cells.height)] if self.marks else [None] * self.cells.height
        return pl.Series(MARK, rows, dtype=pl.List(pl.String))


def correct(
    cells: pl.DataFrame,
    kind: Kind,
    locators: pl.Series,
    ids: pl.Series,
    corrections: tuple[Correction, ...],
    said: Mapping[str, Mapping[str, str | None]],
) -> Corrected:
    """Apply the entries in their order. DoesNotFit where a row holds something else than was expected.

    said  record_id -> field -> what the row's text says of it, where no cell does
    """
    done = Corrected(cells)
    for one in corrections:
        rows = _rows(one, cells, locators, ids)
        for row in rows:
            _check(one, kind, cells, row, locators[row], said.get(ids[row], {}))
            for name, text in one.set.items():
                _set(done, one, row, name, text, locators[row], ids[row])
    names = dict.fromkeys(name for _, name in done.sources)
    return Corrected(cells.with_columns(_column(done, name) for name in names), done.changes, done.marks, done.sources)


def check_read(done: Corrected, readings: dict[str, pl.DataFrame], no_rule: str) -> None:
    """DoesNotFit where nobody could read what was put in: a correction never makes a value unknown by a slip."""
    for (row, name), one in done.sources.items():
        reading = readings[name]
        unread = reading[UNREAD][row] if UNREAD in reading.columns else None
        if unread is not None and unread != no_rule:
            do = "Write it as a file would, teach the vocabulary the word, or leave it empty to take the value away."
            raise DoesNotFit(one.place, f"what it sets {name} to is not known", do)


def texts_say(kind: Kind, rows: pl.DataFrame) -> dict[str, dict[str, str | None]]:
    """record_id -> field -> its value in the staged rows, what their texts say included; of a list joined by "; "."""
    told = []
    for name in kind.reads:
        column = f"{name}_text" if rows.schema[name] == pl.Date else name
        value = pl.col(column).list.join("; ") if rows.schema[column] == pl.List else pl.col(column).cast(pl.String)
        told.append(value.alias(name))
    return {row["record_id"]: row for row in rows.select("record_id", *told).iter_rows(named=True)}


def _rows(one: Correction, cells: pl.DataFrame, locators: pl.Series, ids: pl.Series) -> list[int]:
    """The rows of the batch it speaks of."""
    if one.record_id is not None:
        return (ids == one.record_id).arg_true().to_list()
    fits = pl.Series([True] * cells.height)
    if one.locator is not None:
        fits = fits & (locators == one.locator)
    if one.reference is not None:
        if "reference" not in cells.columns:
            return []
        fits = fits & (cells["reference"] == one.reference).fill_null(False)
    return fits.arg_true().to_list()


def _check(
    one: Correction, kind: Kind, cells: pl.DataFrame, row: int, locator: str, said: Mapping[str, str | None]
) -> None:
    """DoesNotFit where the row has no such field, or another value than the entry says."""
    for name, expected in one.expect.items():
        if name not in kind.reads and name != "as_of":
            there = ", ".join([*kind.reads, "as_of"])
            raise DoesNotFit(one.place, f"{kind.record} have no field {name}", f"Take one of: {there}.")
        found = _shown(cells[name][row]) if name in cells.columns else None
        found = said.get(name) if found is None else found
        if found != expected:
            value = "nothing" if found is None else f"'{found}'" if name in OPEN_FIELDS else "another value"
            do = "If the source is right now, delete the entry; else write under `expect` what the file holds."
            raise DoesNotFit(one.place, f"{name} at {locator} is no longer what it expects: there is {value}", do)


def _set(done: Corrected, one: Correction, row: int, name: str, text: str | None, locator: str, record_id: str) -> None:
    if other := done.sources.get((row, name)):
        do = "Keep one of the two, or make `match` narrower."
        raise DoesNotFit(one.place, f"entry {other.number} sets {name} of the same row ({locator})", do)
    done.sources[row, name] = one
    done.marks.setdefault(row, []).append(name)
    done.changes.append(
        {
            "entry": one.key,
            "record_id": record_id,
            "locator": locator,
            "field": name,
            "before": one.expect[name],
            "after": text,
        }
    )


def _column(done: Corrected, name: str) -> pl.Series:
    there = name in done.cells.columns
    cells = done.cells[name].to_list() if there else [None] * done.cells.height
    for (row, field_name), one in done.sources.items():
        if field_name == name:
            cells[row] = one.set[name]
    return pl.Series(name, cells, dtype=pl.String)


def _shown(cell: str | None) -> str | None:
    return tidy(cell.replace(LISTED, "; ")) if cell is not None else None
