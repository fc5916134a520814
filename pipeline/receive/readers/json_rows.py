"""Records of JSON as rows of text with their places: what JSON files and JSON Lines share."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl

from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.flatten import flatten
from pipeline.receive.readers.record_arrays import Records

ROWS = 20_000  # rows of a batch
TOO_DEEP = "lists within lists too deep to read"

Row = tuple[str, dict[str, str | None]]  # a locator and the cells by column


def rows_of(records: Records, table: Table, dirty: bool, before: str = "") -> Iterator[Row]:
    """The objects among the records as rows; whatever else is there goes to table.broken.

    before   where the value stands in its file (`line 7`); a record that is the whole value has just that as its place
    """
    is_whole = bool(before) and records.pointer == "" and len(records.items) == 1
    for index, item in enumerate(records.items):
        locator = before if is_whole else f"{before}{records.pointer}/{index}"
        try:
            row = flatten(item) if isinstance(item, dict) else {}
            reason = unreadable(row, dirty) if row else "no JSON object with a field"
        except RecursionError:
            row, reason = {}, TOO_DEEP
        if reason:
            table.broken.append(Aside(locator, reason, raw(item)))
        else:
            yield locator, row


def unreadable(row: dict[str, str | None], dirty: bool) -> str | None:
    """Why a row cannot be kept as text: half of a pair of UTF-16 signs, or bytes that were replaced."""
    for text in (*row, *filter(None, row.values())):
        if dirty and "\ufffd" in text:
            return "holds bytes that are not text"
        if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
            return "holds half of a pair of UTF-16 signs"
    return None


def raw(item: Any) -> str:
    """An item as JSON text, for a person to look at."""
    try:
        return json.dumps(item, ensure_ascii=True)
    except RecursionError:
        return json.dumps(TOO_DEEP)


def columns_of(rows: Iterable[Row]) -> list[str]:
    """The columns of all rows in order of appearance.

    Without those that hold nothing anywhere but stand for what others hold: `links` where `links.name` is filled.
    """
    filled: dict[str, bool] = {}
    for _, row in rows:
        for name, cell in row.items():
            filled[name] = filled.get(name, False) or cell is not None
    holders = {name[: i + 1] for name in filled for i, sign in enumerate(name) if sign == "."}
    return [name for name in filled if filled[name] or f"{name}." not in holders]


def batches(rows: Iterator[Row], columns: list[str]) -> Iterator[pl.DataFrame]:
    """The rows as frames of text with these columns and the locator."""
    schema = dict.fromkeys([*columns, LOCATOR], pl.String)
    batch: list[dict[str, str | None]] = []
    for locator, row in rows:
        batch.append({**row, LOCATOR: locator})
        if len(batch) == ROWS:
            yield pl.DataFrame(batch, schema=schema)
            batch = []
    if batch:
        yield pl.DataFrame(batch, schema=schema)
