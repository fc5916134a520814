"""Rows that a total and its other parts would give away: marked besides those small themselves."""

from collections.abc import Sequence

import polars as pl

from pipeline.settings import SMALLEST_CELL


def closed(table: pl.DataFrame, along: str, total: str | int | None, count: str, same: Sequence[str]) -> pl.DataFrame:
    """`is_suppressed` set on one more part of a line at a time, until no small count is left over by subtraction.

    along   column whose values are the parts of a line;  total  its value in the row that holds their sum
    count   column that adds up;  same  columns that are equal within a line
    A line whose total is hidden gives nothing away. Where all printed parts are spent, the total is hidden.
    """
    table = table.with_row_index("_row")
    hidden = set(table.filter("is_suppressed")["_row"])
    for _, line in table.group_by(same, maintain_order=True):
        is_total = pl.col(along).eq_missing(pl.lit(total))
        whole, parts = line.filter(is_total), line.filter(~is_total).sort(count, "_row")
        if whole.height == 1 and whole["_row"][0] not in hidden:
            hidden |= _more(whole.row(0, named=True), parts.to_dicts(), count, hidden)
    return table.with_columns(pl.col("_row").is_in(sorted(hidden)).alias("is_suppressed")).drop("_row")


def _more(whole: dict, parts: list[dict], count: str, hidden: set[int]) -> set[int]:
    """Rows to hide so that what is left over of the total is neither one part's count nor small."""
    blank = [part for part in parts if part["_row"] in hidden]
    printed = [part for part in parts if part["_row"] not in hidden and part[count]]
    more: set[int] = set()
    while blank and (len(blank) == 1 or sum(part[count] for part in blank) < SMALLEST_CELL):
        if not printed:
            return {*more, whole["_row"]}
        blank.append(printed.pop(0))
        more.add(blank[-1]["_row"])
    return more


def stepped(table: pl.DataFrame, by: str, first: int, counts: Sequence[str], same: Sequence[str]) -> pl.DataFrame:
    """`is_suppressed` set where a count differs by less than SMALLEST_CELL from a printed one of another span.

    by      column of the span, a count grows with it;  first  the span that is kept before all others
    same    columns that are equal within a line
    """
    table = table.sort(*same, by)
    hidden: list[pl.DataFrame] = []
    for _, line in table.group_by(same, maintain_order=True):
        printed: list[dict] = []
        marks = {}
        for row in sorted(line.to_dicts(), key=lambda row: (row[by] != first, row[by])):
            steps = [abs(row[name] - other[name]) for name in counts for other in printed]
            marks[row[by]] = row["is_suppressed"] or any(0 < step < SMALLEST_CELL for step in steps)
            printed += [] if marks[row[by]] else [row]
        hidden.append(line.with_columns(pl.col(by).replace_strict(marks).alias("is_suppressed")))
    return pl.concat(hidden) if hidden else table
