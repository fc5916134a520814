"""What a reader knows of the parts without being told: which add up to which, whatever is printed of them.

    all countries = the countries + those of no known country; so for instruments and years; windows hold their years
    of all years the complaints received and the complaints decided ended alike
    a total of persons is at least each part of it, no more than all countries together, and no more than the cases

He is given what is of no known country, instrument or year, although no table prints it.
"""

from collections.abc import Mapping

import polars as pl
from scipy import sparse

from pipeline.protect.lines import POOLED, WANTED, matrix, signed, spans, sums
from pipeline.protect.release.atoms import CLOCKS, ENDS, PLACE

CASES_OF = {"complainants@received": "complaints"}


def equal(parts: pl.DataFrame, windows: Mapping[str, tuple[int, int]]) -> sparse.csr_matrix:
    """One row for each line: a change of the parts that a reader could believe in leaves it as it is."""
    cases = parts.filter(pl.col("unit") == "cases")
    found = [signed(_sums(cases, windows))]
    for end in ENDS:
        first, second = (cases.filter(pl.col("quantity") == f"{end}@{at}", pl.col("period") == "all") for at in CLOCKS)
        both = first.join(second, on=[*PLACE, "value"], suffix="_decided")
        line = pl.format("ends {} {}", "id", "id_decided").alias("line")
        for column, sign in (("id", 1.0), ("id_decided", -1.0)):
            found.append(both.select(line, pl.col(column).alias("id"), pl.lit(sign).alias("sign")))
    return matrix(pl.concat(found), parts.height)


def atmost(
    cells: pl.DataFrame, parts: pl.DataFrame, forms: sparse.csr_matrix, windows: Mapping[str, tuple[int, int]]
) -> sparse.csr_matrix:
    """One row for each thing that is at most 0: persons less their total or their cases, a total less its countries."""
    people = parts.filter(pl.col("unit") == "persons")
    persons = _sums(people, windows)
    countries = signed(sums(people, "country", pl.col("country") != "ALL", "ALL")).with_columns(-pl.col("sign"))
    line = pl.format("part {} {}", "line", "id").alias("line")
    held = [
        persons.select(line, pl.col(column).alias("id"), pl.lit(sign).alias("sign"))
        for column, sign in (("id", 1.0), ("total", -1.0))
    ]
    same = ["quantity", "country", "instrument", "period"]
    counted = cells.filter(pl.col("unit") == "persons").with_columns(pl.col("quantity").replace(CASES_OF))
    pairs = counted.join(cells.filter(pl.col("unit") == "cases"), on=same, suffix="_case")
    less = forms[pairs["id"].to_numpy()] - forms[pairs["id_case"].to_numpy()]
    return sparse.vstack([matrix(pl.concat([*held, countries]), parts.height), less]).tocsr()


def _sums(parts: pl.DataFrame, windows: Mapping[str, tuple[int, int]]) -> pl.DataFrame:
    return pl.concat(
        [
            sums(parts, "country", pl.col("country") != "ALL", "ALL"),
            sums(parts, "instrument", ~pl.col("instrument").is_in(POOLED), "ALL"),
            sums(parts, "instrument", pl.col("instrument").is_in(WANTED), "WANTED"),
            *spans(parts, windows),
        ]
    )
