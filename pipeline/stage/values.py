"""Cells that hold one value of a closed set, and cells that hold several.

`resolve` says what each item means: a function from distinct texts to their meaning (null where unknown). The
meaning NOTHING stands for a text that is known to say nothing ("unknown", "n/a"): null, and no one need look.
"""

from collections.abc import Callable

import polars as pl

from pipeline.stage.text import LISTED, UNREAD, by_distinct

Resolve = Callable[[pl.Series], pl.Series]

NOTHING = "-"
_CUTS = (rf"[{LISTED};|\n]+", r"[,/()]+", r"(?i)\s+(?:and|et|и|ve|y|&)\s+")
_MARK = "\x1e"


def one_value(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """Columns `value` and UNREAD. A cell with several items counts only where all of them mean the same."""
    return by_distinct(cells, lambda distinct: _one(distinct, resolve))


def many_values(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """Columns `value` (list, each meaning once, in the order written, null if none) and UNREAD (list of items)."""
    return by_distinct(cells, lambda distinct: _many(distinct, resolve))


def _one(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    meaning = pl.col("meaning")
    agreed = pl.when(meaning.is_not_null().all() & (meaning.n_unique() == 1)).then(meaning.first())
    rows = _by_cell(cells, _items(cells, resolve).group_by("cell").agg(value=agreed))
    value = pl.col("value")
    return rows.select(value=pl.when(value != NOTHING).then(value), **{UNREAD: pl.when(value.is_null()).then("cell")})


def _many(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    meaning = pl.col("meaning")
    lists = (
        _items(cells, resolve)
        .group_by("cell")
        .agg(
            value=meaning.filter(meaning.is_not_null() & (meaning != NOTHING)).unique(maintain_order=True),
            unread=pl.col("item").filter(meaning.is_null()).unique(maintain_order=True),
        )
    )
    return _by_cell(cells, lists).select(
        pl.when(pl.col(column).list.len() > 0).then(column).alias(name)
        for column, name in (("value", "value"), ("unread", UNREAD))
    )


def _by_cell(cells: pl.Series, groups: pl.DataFrame) -> pl.DataFrame:
    return cells.alias("cell").to_frame().join(groups, on="cell", how="left", maintain_order="left")


def _items(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """One row per item of each cell, in the order written: cell, item, meaning.

    What means something whole is one item ("Bosnia and Herzegovina"); else it is cut, each time more finely.
    """
    place = pl.int_range(pl.len())
    items = _with_meaning(cells.alias("cell").to_frame().with_columns(item="cell", place=place), resolve)
    for cut in _CUTS:
        unknown = items.select(pl.col("meaning").is_null() & pl.col("item").str.contains(cut)).to_series()
        if unknown.any():
            pieces = _cut(items.filter(unknown).drop("meaning"), cut)
            items = pl.concat([items.filter(~unknown), _with_meaning(pieces, resolve)])
            items = items.sort("place", maintain_order=True).with_columns(place=place)
    return items.drop("place")


def _cut(items: pl.DataFrame, pattern: str) -> pl.DataFrame:
    pieces = pl.col("item").str.replace_all(pattern, _MARK).str.split(_MARK)
    items = items.with_columns(item=pieces).explode("item").with_columns(pl.col("item").str.strip_chars())
    return items.filter(pl.col("item") != "")


def _with_meaning(items: pl.DataFrame, resolve: Resolve) -> pl.DataFrame:
    return items.with_columns(by_distinct(items["item"], lambda text: resolve(text).alias("meaning").to_frame()))
