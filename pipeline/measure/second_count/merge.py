"""The merge rules of docs/decisions/merging.md once more, in Polars and in another order than the models' SQL.

A frame of listings has `key` (normalised reference or null), `place` (country, the words nobody could read, or ''),
`instrument` ('' where none is given), `as_of`, and the fields.
"""

from datetime import date

import polars as pl

_FIRST = date(1, 1, 1)
# A listing's group: its reference, country and instrument after merging; rows without a reference are their own.
GROUP = ["key", "place", "instrument"]


def grouped(listings: pl.DataFrame) -> pl.DataFrame:
    """The listings with `place` and `instrument` of the group each belongs to."""
    named = pl.col("instrument").replace("", None)
    only = named.drop_nulls().unique(maintain_order=True)
    own = ["key", "place"]
    filled = listings.with_columns(
        named.n_unique().over(own).alias("_any"), named.drop_nulls().n_unique().over(own).alias("_kinds")
    ).with_columns(
        pl.when(pl.col("_kinds") == 1).then(only.first().over(own)).otherwise("instrument").alias("instrument")
    )
    groups = filled.filter(pl.col("key").is_not_null()).select(*GROUP, "_kinds").unique()
    home = groups.filter(pl.col("place") != "").select("key", pl.col("place", "instrument").name.suffix("_home"))
    stray = groups.filter(pl.col("place") == "").join(home, on="key")
    mine, its = pl.col("instrument"), pl.col("instrument_home")
    fits = stray.filter((mine == its) | (mine == "") | (its == ""))
    clear = (pl.col("_kinds") < 2) | (mine == its) | (mine == "")
    single = fits.filter((pl.len().over(GROUP) == 1) & clear).select(*GROUP, "place_home", "instrument_home")
    return (
        filled.join(single, on=GROUP, how="left")
        .with_columns(
            pl.coalesce("place_home", "place").alias("place"),
            pl.coalesce("instrument_home", "instrument").alias("instrument"),
        )
        .drop("place_home", "instrument_home", "_any", "_kinds")
    )


def latest(listings: pl.DataFrame, fields: tuple[str, ...], final: str = "") -> pl.DataFrame:
    """One row for each group: for each field the value of the latest day, of two of one day the greater.

    final  a field of which any value comes after "pending"
    """
    rows = listings.with_row_index("_row").with_columns(pl.col("as_of").fill_null(_FIRST))
    alone = pl.when(pl.col("key").is_null()).then("_row")
    chosen = [
        pl.col(field)
        .sort_by(["as_of", pl.col(field) != "pending", field] if field == final else ["as_of", field])
        .drop_nulls()
        .last()
        for field in fields
    ]
    return rows.group_by(*GROUP, alone.alias("_alone")).agg(chosen).drop("_alone")


def with_decisions(complaints: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """The grouped listings and, in the group each names, the Commission's decisions; those that name none are not."""
    groups = complaints.filter(pl.col("key").is_not_null()).select(GROUP).unique()
    numbered = decisions.with_row_index("_row").rename({"place": "place_own", "instrument": "instrument_own"})
    pairs = numbered.join(groups, on="key").filter(
        _agree("place_own", "place") & _agree("instrument_own", "instrument")
    )
    single = pairs.filter(pl.len().over("_row") == 1).drop("_row", "place_own", "instrument_own")
    return pl.concat([complaints, single], how="diagonal_relaxed")


def _agree(mine: str, its: str) -> pl.Expr:
    """The same, or one of the two not given."""
    return (pl.col(mine) == pl.col(its)) | (pl.col(mine) == "") | (pl.col(its) == "")


def instruments_of_requests(complaints: pl.DataFrame, requests: pl.DataFrame) -> pl.DataFrame:
    """Complaints with the instrument of the one request they name, where they give none themselves.

    A request of the same bureau comes before one whose bureau is not known; of several that fit equally none is taken.
    """
    named = complaints.with_row_index("_row").filter((pl.col("instrument") == "") & pl.col("request_key").is_not_null())
    on_record = requests.filter(pl.col("key").is_not_null()).select(
        pl.col("key").alias("request_key"), pl.col("place").alias("bureau"), pl.col("instrument").alias("found")
    )
    pairs = named.select("_row", "place", "request_key").join(on_record, on="request_key")
    own = pl.col("bureau") == pl.col("place")
    fit = (
        pl.when(own & (pl.col("place") != "")).then(2).when((pl.col("bureau") == "") | (pl.col("place") == "")).then(1)
    )
    best = (
        pairs.with_columns(fit.alias("fit")).drop_nulls("fit").filter(pl.col("fit") == pl.col("fit").max().over("_row"))
    )
    single = best.filter(pl.len().over("_row") == 1).select("_row", "found")
    filled = complaints.with_row_index("_row").join(single, on="_row", how="left")
    own_first = pl.when(pl.col("instrument") == "").then(pl.col("found").fill_null("")).otherwise("instrument")
    return filled.with_columns(own_first.alias("instrument")).drop("_row", "found")
