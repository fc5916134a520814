"""Values found in sentences, brought down to one value for each text and field, or none where they disagree."""

from collections.abc import Callable

import polars as pl

FOUND = {
    "doc": pl.Int64,
    "field": pl.String,
    "value": pl.String,
    "rank": pl.Int64,  # the lower, the more it counts
    "place": pl.Int64,
    "page": pl.Int64,
    "paragraph": pl.Int64,
    "said": pl.String,
}
NOTHING_FOUND = pl.DataFrame(schema=FOUND)
_AT = ("doc", "place", "page", "paragraph", "said")


def found(sentences: pl.DataFrame, field: str, value: pl.Expr | pl.Series, rank: pl.Expr | int) -> pl.DataFrame:
    """The sentences that give a value, as rows of FOUND; a value that is a list gives one row for each of its items."""
    given = value if isinstance(value, pl.Series) else sentences.select(value.alias("value")).to_series()
    order = rank if isinstance(rank, pl.Expr) else pl.lit(rank)
    rows = sentences.select(*_AT, rank=order.cast(pl.Int64)).with_columns(given.alias("value"), field=pl.lit(field))
    if rows.schema["value"] == pl.List:
        rows = rows.explode("value")
    return rows.filter(pl.col("value").is_not_null() & pl.col("rank").is_not_null()).select(*FOUND)


def settled(rows: pl.DataFrame, agree: Callable[[list[str]], str | None]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row for each text: the value at its best rank, with the first sentence that gave it; and the conflicts.

    agree  what several different values come to (null: they disagree)
    """
    best = rows.filter(pl.col("rank") == pl.col("rank").min().over("doc")).sort("doc", "place", "value")
    each = best.group_by("doc", maintain_order=True).agg(
        pl.col("field").first(), pl.col("value").unique(maintain_order=True).alias("values")
    )
    value = [values[0] if len(values) == 1 else agree(sorted(values)) for values in each["values"].to_list()]
    each = each.with_columns(pl.Series("value", value, dtype=pl.String))
    one = each.filter(pl.col("value").is_not_null()).drop("values", "field")
    settled_rows = best.join(one, on=["doc", "value"], how="inner", maintain_order="left").unique(
        "doc", keep="first", maintain_order=True
    )
    conflicts = each.filter(pl.col("value").is_null()).select(
        "doc", "field", value=pl.col("values").list.sort().list.join(" and ")
    )
    return settled_rows, conflicts


def disagree(values: list[str]) -> str | None:
    """Two different values are a conflict, whatever they are."""
    return None
