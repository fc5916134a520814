"""Cells of a workbook as text: days as ISO, numbers without a false fraction, serial numbers of days read as days."""

import re

import polars as pl

from pipeline.receive.readers.vocabulary import fold, words

DAY = r"^\d{4}-\d{2}-\d{2}$"
SERIAL = r"^\d{5}(\.\d+)?$"  # from 1927 on; fewer digits may be a year
LAST = 73_050  # 2099-12-31 as Excel counts days


def tidied(cell: pl.Expr) -> pl.Expr:
    """A day without a time of midnight, a time without the day 0 of Excel's calendar; no minus 0; empty is null."""
    cell = cell.str.replace(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", "$1").str.replace(
        r"^1899-12-3[01] (\d{2}:\d{2}:\d{2})$", "$1"
    )
    return cell.replace({"": None, "-0": "0"})


def serial_days(body: pl.DataFrame, names: list[str], options: dict, counts_from_1904: bool) -> pl.DataFrame:
    """Numbers that stand for days, as ISO days.

    They do in a column that the option `dates` names, or whose header speaks of a date, or of which half are days.
    A header alone is not enough where some other number in the column is no such day.
    """
    given = options.get("dates", [])
    stated = set(given if isinstance(given, list) else [given])
    days = [name for name in names if name in stated or _holds_days(body[name], name, options)]
    offset = 1_462 if counts_from_1904 else 0
    return body.with_columns(_as_days(name, offset) for name in days)


def _holds_days(column: pl.Series, name: str, options: dict) -> bool:
    filled = column.drop_nulls()
    serial = filled.filter(filled.str.contains(SERIAL))
    if serial.is_empty():
        return False
    number = serial.cast(pl.Float64)
    if (number > LAST).any():
        return False
    if filled.str.contains(DAY).sum() * 2 >= len(filled):
        return True
    marks = "|".join(re.escape(word) for word in words("date_headers", options))
    return bool(re.search(rf"(?:^|\W)(?:{marks})(?:\W|$)", fold(name)))


def _as_days(name: str, offset: int) -> pl.Expr:
    cell = pl.col(name)
    number = pl.when(cell.str.contains(SERIAL)).then(cell).cast(pl.Float64, strict=False)
    day = pl.date(1899, 12, 30) + pl.duration(days=number.floor().cast(pl.Int64) + offset)
    return pl.when(number <= LAST).then(day.dt.to_string("iso")).otherwise(cell).alias(name)
