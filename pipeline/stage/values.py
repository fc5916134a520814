"""Cells that hold one value of a closed set, and cells that hold several.

`resolve` says what each item means: a function from distinct texts to their meaning (null where unknown). The
meaning NOTHING stands for a text that is known to say nothing ("unknown", "n/a"): null, and no one need look.
"""

from collections.abc import Callable

import polars as pl

from pipeline.stage.text import LISTED, UNREAD, by_distinct, tidy

Resolve = Callable[[pl.Series], pl.Series]

NOTHING = "-"
_BETWEEN = rf"[{LISTED};|,/\n()]+"
_AND = r"(?i)\s+(?:and|et|и|ve|y|&)\s+"
_MARK = "\x1e"
_LONGEST_NAME = 80  # characters; a longer cell is a list, not the name of one thing


def one_value(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """Columns `value` and UNREAD. A cell with several items counts only where all of them mean the same."""
    return by_distinct(tidy(cells), lambda distinct: _one(distinct, resolve))


def many_values(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """Columns `value` (list, each meaning once, in the order written, null if none) and UNREAD (list of items)."""
    return by_distinct(_trimmed(cells), lambda distinct: _many(distinct, resolve))


def _one(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    whole = resolve(cells)
    several = _items(cells.filter(whole.is_null()), resolve).group_by("cell").agg(
        meaning=pl.col("meaning").first(),
        agree=(pl.col("meaning").n_unique() == 1) & pl.col("meaning").is_not_null().all(),
    )
    agreed = several.filter("agree").select("cell", "meaning")
    rows = pl.DataFrame({"cell": cells, "whole": whole}).join(agreed, on="cell", how="left", maintain_order="left")
    found = rows.select(pl.coalesce("whole", "meaning")).to_series()
    return pl.DataFrame(
        {"value": _but_nothing(found), UNREAD: cells.set(found.is_not_null(), None)},
        schema={"value": pl.String, UNREAD: pl.String},
    )


def _many(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    items = _items(cells, resolve)
    doubtful = items.filter(pl.col("meaning").is_null())["cell"].unique(maintain_order=True)
    doubtful = doubtful.filter(doubtful.str.len_chars() <= _LONGEST_NAME)
    whole = pl.DataFrame({"cell": doubtful, "item": doubtful, "meaning": resolve(doubtful)}).drop_nulls("meaning")
    items = pl.concat([items.join(whole, on="cell", how="anti", maintain_order="left"), whole])
    meaning = pl.col("meaning")
    lists = items.group_by("cell", maintain_order=True).agg(
        value=meaning.filter(meaning.is_not_null() & (meaning != NOTHING)).unique(maintain_order=True),
        unread=pl.col("item").filter(meaning.is_null()).unique(maintain_order=True),
    )
    return cells.alias("cell").to_frame().join(lists, on="cell", how="left", maintain_order="left").select(
        pl.when(pl.col("value").list.len() > 0).then("value").alias("value"),
        pl.when(pl.col("unread").list.len() > 0).then("unread").alias(UNREAD),
    )


def _items(cells: pl.Series, resolve: Resolve) -> pl.DataFrame:
    """One row per item of each cell: cell, item, meaning. "A and B" is two items only where it is not one."""
    items = _split(cells.alias("cell").to_frame().with_columns(item=pl.col("cell")), _BETWEEN)
    items = _with_meaning(items, resolve)
    unknown = pl.col("meaning").is_null() & pl.col("item").str.contains(_AND)
    pairs = _with_meaning(_split(items.filter(unknown).drop("meaning"), _AND), resolve)
    return pl.concat([items.filter(~unknown), pairs])


def _split(items: pl.DataFrame, pattern: str) -> pl.DataFrame:
    pieces = pl.col("item").str.replace_all(pattern, _MARK).str.split(_MARK)
    return (
        items.with_columns(item=pieces)
        .explode("item")
        .with_columns(pl.col("item").str.strip_chars())
        .filter(pl.col("item") != "")
    )


def _with_meaning(items: pl.DataFrame, resolve: Resolve) -> pl.DataFrame:
    return items.with_columns(by_distinct(items["item"], lambda text: resolve(text).alias("meaning").to_frame()))


def _trimmed(cells: pl.Series) -> pl.Series:
    cells = cells.str.strip_chars()
    return cells.set(cells == "", None)


def _but_nothing(found: pl.Series) -> pl.Series:
    return found.set(found == NOTHING, None)
