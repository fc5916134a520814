"""What a reader of the published tables knows: which cells add up to which.

    all countries   = the countries + those of no known country
    all instruments = the six + those of no known instrument;  WANTED = red notices + red diffusions
    all years       = the years + those of no known year;  a window = its years;  a wider span = a narrower + the rest
    of all years, the complaints received and the complaints decided ended alike
    checked         = passed + the rest;  with data = on the merits + deleted by their source;  …

What is of no known country, instrument or year is printed nowhere in these tables. The reader is given it all the
same, so that the protection does not rest on it. Persons do not add up (one may count in two countries), save where a
total has one part and is as large.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from pipeline.protect.cells import BETWEEN, KEYS, Cells

WANTED = ("red_notice", "red_diffusion")
POOLED = ("ALL", "WANTED")


@dataclass(frozen=True)
class Lines:
    """Sums over the cells, one row of `equal` for each; `values` are the true cells."""

    equal: sparse.csr_matrix
    values: np.ndarray


def lines(cells: Cells, windows: Mapping[str, tuple[int, int]]) -> Lines:
    """Every line among these cells.

    windows  name of a span of years -> its first and last year
    """
    table = cells.table
    every = pl.concat(
        [
            sums(table, "country", pl.col("country") != "ALL", "ALL"),
            sums(table, "instrument", ~pl.col("instrument").is_in(POOLED), "ALL"),
            sums(table, "instrument", pl.col("instrument").is_in(WANTED), "WANTED"),
            _but_wanted(table),
            *spans(table, windows),
        ]
    )
    cases = every.filter(pl.col("unit") != "persons")
    persons = every.filter(pl.col("unit") == "persons")
    alone = persons.filter(pl.len().over("line") == 1, pl.col("value") == pl.col("total_value"))
    entries = pl.concat([signed(cases), signed(alone), *_quantities(table)])
    values = table["value"].to_numpy().astype(float)
    equal = matrix(entries, table.height)
    return Lines(equal, values)


def sums(table: pl.DataFrame, over: str, parts: pl.Expr, total: str) -> pl.DataFrame:
    """line, id, value, unit, total, total_value: one row for each part of each total along one column."""
    same = [key for key in KEYS if key != over]
    whole = table.filter(pl.col(over) == total).select(
        *same, pl.col("id").alias("total"), pl.col("value").alias("total_value")
    )
    found = table.filter(parts).join(whole, on=same)
    return found.select(
        pl.format("{} {} {}", pl.lit(over), pl.lit(total), "total").alias("line"),
        *("id", "value", "unit", "total", "total_value"),
    )


def _but_wanted(table: pl.DataFrame) -> pl.DataFrame:
    """All instruments as WANTED and each of the others."""
    parts = ~pl.col("instrument").is_in(["ALL", *WANTED])
    return sums(table, "instrument", parts, "ALL").with_columns(pl.format("{} but WANTED", "line").alias("line"))


def spans(table: pl.DataFrame, windows: Mapping[str, tuple[int, int]]) -> list[pl.DataFrame]:
    """Each span of years and, in it, the next narrower spans; `all` holds every year."""
    every: dict[str, tuple[int, int]] = {**windows, "all": (0, 9999)}
    year = pl.col("period").cast(pl.Int32, strict=False)
    found = []
    for wide, (first, last) in every.items():
        found.append(sums(table, "period", year.is_between(first, last), wide))
        for narrow, (begin, end) in every.items():
            if narrow != wide and first <= begin and end <= last:
                parts = (year.is_between(first, last) & ~year.is_between(begin, end)) | (pl.col("period") == narrow)
                inner = sums(table, "period", parts, wide)
                found.append(inner.with_columns(pl.format("{} but {}", "line", pl.lit(narrow)).alias("line")))
    return found


def signed(sums: pl.DataFrame) -> pl.DataFrame:
    """line, id, sign: the parts +1, the total -1."""
    totals = sums.unique("line", maintain_order=True).select(
        "line", pl.col("total").alias("id"), pl.lit(-1.0).alias("sign")
    )
    return pl.concat([sums.select("line", "id", pl.lit(1.0).alias("sign")), totals])


def _quantities(table: pl.DataFrame) -> list[pl.DataFrame]:
    """Lines between the counts of one country, instrument and period: numerator + rest = denominator, and so on."""
    rules = [("initial_pass_rate.checked@requested", "passed", "checked")]
    rules.append(("initial_pass_rate.submitted@requested", "passed", "submitted"))
    rules.append(("overturn_rate.received@received", "overturned@received", "complaints"))
    entries = []
    for clock in ("received", "decided"):
        top, wide, most = (f"{name}@{clock}" for name in ("overturned", "overturned_broad", "modified"))
        data, merits = f"with_data@{clock}", f"on_merits@{clock}"
        rules += [(f"overturn_rate.with_data@{clock}", top, data), (f"overturn_rate.on_merits@{clock}", top, merits)]
        rules += [(f"overturn_rate.broad@{clock}", wide, data), (f"overturn_rate.modified@{clock}", most, merits)]
        entries.append(_rule(table, {f"deleted@{clock}": 1.0, merits: 1.0, data: -1.0}))
    entries += [_rule(table, {part: 1.0, f"rest of {rest}": 1.0, whole: -1.0}) for rest, part, whole in rules]
    for name in ("overturned", "overturned_broad", "modified", "with_data", "on_merits"):
        entries.append(_alike(table, f"{name}@received", f"{name}@decided"))
    for name, (narrow, wide) in BETWEEN.items():
        entries += [_rule(table, {name: 1.0, narrow: 1.0, wide: -1.0}, unit) for unit in ("cases", "persons")]
    return entries


def _alike(table: pl.DataFrame, *clocks: str) -> pl.DataFrame:
    """Of all years, the complaints received and the complaints decided ended alike, where none is without a year."""
    same = ["unit", "country", "instrument", "value"]
    whole = table.filter(pl.col("period") == "all", pl.col("quantity").is_in(clocks))
    both = whole.filter(pl.len().over(same) == len(clocks))
    name = pl.format("alike {} {} {} {}", pl.lit(clocks[0]), "unit", "country", "instrument").alias("line")
    return both.select(name, "id", pl.when(pl.col("quantity") == clocks[0]).then(1.0).otherwise(-1.0).alias("sign"))


def _rule(table: pl.DataFrame, signs: Mapping[str, float], unit: str = "cases") -> pl.DataFrame:
    same = [key for key in KEYS if key not in ("quantity", "unit")]
    chosen = table.filter(pl.col("unit") == unit, pl.col("quantity").is_in(list(signs)))
    complete = chosen.filter(pl.len().over(same) == len(signs))
    name = pl.concat_str(pl.lit(f"{unit} {' '.join(signs)}"), *same, separator=" ").alias("line")
    return complete.select(
        name, "id", pl.col("quantity").replace_strict(signs, default=0.0, return_dtype=pl.Float64).alias("sign")
    )


def matrix(entries: pl.DataFrame, width: int) -> sparse.csr_matrix:
    entries = entries.sort("line", "id").with_columns(pl.col("line").rle_id().alias("at"))
    at = (entries["at"].to_numpy(), entries["id"].to_numpy())
    return sparse.csr_matrix((entries["sign"].to_numpy(), at), shape=(entries["line"].n_unique(), width))
