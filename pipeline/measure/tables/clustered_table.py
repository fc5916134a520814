"""`measures.clustered_rates`: the headline's shares with an interval for persons beside Wilson's for files."""

import polars as pl

from pipeline.measure import clustered, proportions
from pipeline.measure.tables.desk import (
    COUNTED,
    FLAGS,
    NUMBER,
    SHARE_COUNTS,
    TEXT,
    WHOLE,
    Desk,
    Rows,
    Schema,
    frame,
)

SCHEMA: Schema = {
    **dict.fromkeys(("measure", "basis", "country", "instrument", "period", "year_basis"), TEXT),
    **dict.fromkeys(("numerator", "denominator", "persons"), WHOLE),
    **dict.fromkeys(("value", "low", "high", "wilson_low", "wilson_high", "design_effect"), NUMBER),
}


def table(desk: Desk) -> pl.DataFrame:
    """One row for each of the two countries and all together, share, window and the year of the headline."""
    rows: Rows = []
    s = desk.subject
    periods = [(str(s.year), s.year, s.year), *desk.windows()]
    for (measure, basis, clock), (source, part, whole, country, year) in FLAGS.items():
        cases = desk.rows(f"""
            select {country} as country, {year} as year, person_id, {part} as counts from marts.{source}
            where {whole} and {COUNTED} order by {source[:-1]}_id""")
        for who in (s.country, s.comparator, "ALL"):
            mine = cases if who == "ALL" else cases.filter(country=who)
            for period, first, last in periods:
                chosen = mine.filter(pl.col("year").is_between(first, last))
                said = {"measure": measure, "basis": basis, "country": who, "period": period}
                rows += _row(chosen, {**said, "instrument": s.instrument, "year_basis": clock})
    return frame(rows, SCHEMA, SHARE_COUNTS)


def _row(cases: pl.DataFrame, said: dict[str, str]) -> Rows:
    if cases.is_empty():
        return []
    x, n = int(cases["counts"].sum()), cases.height
    found = clustered.sandwich(cases["counts"].cast(pl.Int8).to_numpy(), cases["person_id"].to_list())
    low, high = proportions.wilson(x, n)
    numbers = {"value": found.value, "low": found.low, "high": found.high, "design_effect": found.effect}
    counts = {"numerator": x, "denominator": n, "persons": found.persons}
    return [{**said, **counts, **numbers, "wilson_low": float(low), "wilson_high": float(high)}]
