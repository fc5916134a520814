"""Ranges that SOURCE.yml expects of a table or a delivery. Outside them stands a warning; nothing is dropped for it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.stage.kinds import KINDS

WARNINGS = {"delivery": pl.String, "path": pl.String, "what": pl.String, "found": pl.String, "expected": pl.String}

_SHARE = "share_without_"


def warnings(expect: Mapping[str, Any], staged: Iterable[Path], rows: int) -> list[dict[str, str]]:
    """what, found and expected of each range that does not hold.

    expect  rows, years, countries, or share_without_<field>: each the lowest and the highest value
    staged  Parquet files of staged rows, each named for its kind
    rows    rows found
    """
    files = sorted(path for path in staged if path.exists())
    found = []
    for what, (low, high) in sorted(expect.items()):
        values = sorted(set([rows] if what == "rows" else _values(what, files)))
        expected = f"{low} to {high}"
        if not values:
            found.append({"what": what, "found": "nothing to measure it by", "expected": expected})
        elif values[0] < low or values[-1] > high:
            span = " to ".join(str(value) for value in dict.fromkeys([values[0], values[-1]]))
            found.append({"what": what, "found": span, "expected": expected})
    return found


def _values(what: str, files: list[Path]) -> list[float]:
    """The values that must lie in the range; none where nothing is there to measure."""
    if what == "years":
        dates = [_column(path, f"{date}_text") for path in files if (date := KINDS[path.stem].main_date)]
        return [int(year) for texts in dates for year in texts.drop_nulls().str.slice(0, 4).unique()]
    if what == "countries":
        codes = [_column(path, country) for path in files if (country := KINDS[path.stem].main_country)]
        return [pl.concat(codes).drop_nulls().n_unique()] if codes else []
    if what.startswith(_SHARE):
        return _share_without(what.removeprefix(_SHARE), files)
    return []


def _share_without(field: str, files: list[Path]) -> list[float]:
    """Share of rows, from 0 to 1, in which the field is blank or could not be read."""
    blank = rows = 0
    for path in files:
        column = next((name for name in (f"{field}_text", field) if name in KINDS[path.stem].schema), None)
        if column:
            cells = _column(path, column)
            blank, rows = blank + cells.null_count(), rows + cells.len()
    return [round(blank / rows, 4)] if rows else []


def _column(path: Path, name: str) -> pl.Series:
    return pl.read_parquet(path, columns=[name])[name]
