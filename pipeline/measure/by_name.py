"""derived/measures.json: the numbers that prose, tables and figures take by name.

    overturn_rate.on_merits.RUS.WANTED.2024.decided     a rate: measure, basis, country, instrument, year, clock
    complaints.cases.RUS.WANTED.decade_10.received      a count: measure, unit, …; a window in the place of the year
    complaints.cases.RUS_TUR.WANTED.decade_10.received  a comparison of two countries: basis or unit, …
    claim.C05                                           an entry of the ledger

`all` stands for all years. The names are in order, so the same measures give the same bytes.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

RATE = ["value", "low", "high", "numerator", "denominator", "bound_low", "bound_high", "is_suppressed"]
COUNT = ["n", "is_suppressed"]
COMPARISON = [
    *("value_a", "value_b", "ratio", "low", "high", "difference", "difference_low", "difference_high", "p_value"),
    *("method", "is_suppressed"),
]

_PERIOD = pl.coalesce(pl.col("^window$"), pl.col("year").cast(pl.String), pl.lit("all"))
_COUNTRY = {"country": pl.col("country"), "pair": pl.format("{}_{}", "country_a", "country_b")}


def named(frame: pl.DataFrame, what: str, numbers: Sequence[str], country: str = "country") -> pl.DataFrame:
    """Two columns, name and entry (JSON text), for each row of a table of measures.

    what     the column after the measure: basis or unit, or both where the first may be null
    country  country, or pair for a comparison
    """
    parts = [pl.col("measure"), pl.coalesce(what.split()), _COUNTRY[country], pl.col("instrument"), _PERIOD]
    name = pl.concat_str(*parts, pl.col("year_basis"), separator=".")
    return frame.select(name.alias("name"), pl.struct(numbers).struct.json_encode().alias("entry"))


def write(entries: Sequence[pl.DataFrame], path: Path) -> None:
    """All entries as one JSON object, one line each, in order of name; written aside and renamed."""
    lines = pl.concat(entries).sort("name").select(pl.format('"{}": {}', "name", "entry"))
    aside = path.with_suffix(".json.writing")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside.write_text("{\n" + ",\n".join(lines.to_series()) + "\n}\n", "utf8")
    aside.replace(path)
