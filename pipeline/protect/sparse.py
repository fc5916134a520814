"""Whole runs of years that are hidden together: where most of them are too small, the rest says little and gives much away."""

from collections.abc import Mapping

import polars as pl

MOST = 0.5


def thin_runs(tables: Mapping[str, pl.DataFrame], primary: Mapping[str, pl.Series]) -> dict[str, pl.Series]:
    """The marks of `primary`, and with them every single year of a country where most of its years are marked.

    A run is one number of one country and instrument over the years. All years and windows stay as they are, and so do
    the runs of all countries.
    """
    return {name: _marked(table, primary[name]) for name, table in tables.items()}


def _marked(table: pl.DataFrame, primary: pl.Series) -> pl.Series:
    if "window" in table.columns or not table.height:
        return primary
    run = [name for name in ("measure", "basis", "unit", "country", "instrument", "year_basis") if name in table.columns]
    is_year = pl.col("year").is_not_null()
    share = pl.col("primary").filter(is_year).mean().over(run)
    is_thin = is_year & (pl.col("country") != "ALL") & (share > MOST)
    return table.with_columns(primary.alias("primary")).select(pl.col("primary") | is_thin.fill_null(False)).to_series()
