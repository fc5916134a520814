"""`measures.proxy_pairs`: people another country asked for soon after a request ended, against the chance of the pair.

Taken are people for whom one country has an ended request and the other any request, before or after. By chance the
other's request would lie anywhere among that country's own dates: the chance that it falls into the days after an end
is the share of all its requests made in those days. A person counts once, however many requests there are: the chance
of any of them is at most the sum of their chances, whatever ties them. Two bureaus that learn of one deed ask in the
same months whatever becomes of the first request, so the same is counted after requests that passed (basis `passed`):
only what exceeds that too is a lead for a person to read. It is never an accusation. docs/decisions/sequences.md
"""

import numpy as np
import polars as pl
from scipy import stats

from pipeline.measure import multiple, poisson
from pipeline.measure.tables.closed import closed, stepped
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

DAYS = (90, 180, 365)
SMALLEST_P = 1e-12  # below it the sum over all outcomes is noise of rounding
METHOD = "all dates of the other country alike"
SCHEMA: Schema = {
    **dict.fromkeys(("basis", "country", "other_country"), TEXT),
    **dict.fromkeys(("days", "n", "people", "requests"), WHOLE),
    **dict.fromkeys(("expected", "value", "low", "high", "p_value", "p_adjusted"), NUMBER),
    "tests": WHOLE,
    "method": TEXT,
}
_COUNTS = ("n", "people", "requests", pl.col("people") - pl.col("n"))
_SHARED = """
    select arm, country, other_country, other_request_id, person_id, requested_on, from_on, stood_until, is_adverse,
        days
    from marts.requests_across_countries order by arm, country, other_request_id, from_on, request_id"""
_DATES = """
    select requesting_country as other_country, requested_on from marts.requests
    where counts_submitted and requested_on is not null and requesting_country is not null
    order by other_country, requested_on"""


def table(desk: Desk) -> pl.DataFrame:
    """One row for each basis, pair of countries that share people, and number of days; and ALL.

    basis   after which day: ended; adverse (ended against the bureau's will); passed (the check), up to a cancellation
    """
    shared = desk.rows(_SHARED)
    bases = {"ended": pl.col("arm") == "ended", "passed": pl.col("arm") == "passed", "adverse": pl.col("is_adverse")}
    made = desk.rows(_DATES).group_by("other_country")
    dates = {str(key[0]): of["requested_on"].to_physical().to_numpy() for key, of in made}
    rows: Rows = []
    for basis, condition in bases.items():
        chosen = shared.filter(condition)
        for days in DAYS if chosen.height else ():
            rows += [{"basis": basis, "days": days, **row} for row in _pairs(_chances(chosen, dates, days))]
    return _marked(frame(_adjusted(rows), SCHEMA, _COUNTS))


def _chances(shared: pl.DataFrame, dates: dict[str, np.ndarray], days: int) -> pl.DataFrame:
    """Each request of another country once for each country with an end: whether it came soon after, and the chance.

    The days after several ends of one person are counted once: each end reaches to the next one at most.
    """
    begin, stood = pl.col("from_on").to_physical(), pl.col("stood_until").to_physical()
    last = pl.min_horizontal(begin + days, stood).clip(lower_bound=begin)
    upto = pl.min_horizontal(last, begin.shift(-1).over("country", "other_request_id"))
    soon = (pl.col("days") > 0) & (pl.col("requested_on").to_physical() <= last)
    spans = shared.with_columns(begin=begin, upto=upto, is_soon=soon)
    chance = np.empty(spans.height)
    for (other,), at in spans.with_row_index("row").group_by("other_country"):
        known, place = dates[str(other)], at["row"].to_numpy()
        before, by_then = (np.searchsorted(known, at[name].to_numpy(), side="right") for name in ("begin", "upto"))
        chance[place] = (by_then - before) / known.size
    return (
        spans.with_columns(pl.Series("chance", chance))
        .group_by("country", "other_country", "other_request_id", "person_id", maintain_order=True)
        .agg(pl.col("chance").sum(), pl.col("is_soon").any())
    )


def _pairs(requests: pl.DataFrame) -> Rows:
    """Every pair of countries, and all pairs together as ALL and ALL."""
    pairs = requests.group_by("country", "other_country", maintain_order=True)
    rows = [_row(str(country), str(other), of) for (country, other), of in pairs]
    return [*rows, _row("ALL", "ALL", requests)]


def _row(country: str, other: str, requests: pl.DataFrame) -> dict:
    people = requests.group_by("person_id", maintain_order=True).agg(pl.col("chance").sum(), pl.col("is_soon").any())
    chance, n = people["chance"].to_numpy().clip(0, 1), int(people["is_soon"].sum())
    expected = float(chance.sum())
    found = {"country": country, "other_country": other, "n": n, "expected": expected, "method": METHOD}
    found |= {"requests": requests.height, "people": people.height}
    if expected:
        low, high = poisson.exact(n, expected)
        found |= {"value": n / expected, "low": float(low), "high": float(high)}
    # the chance of so many people or more
    found["p_value"] = float(np.clip(stats.poisson_binom.sf(n - 1, chance), SMALLEST_P, 1)) if n else 1.0
    return found


def _adjusted(rows: Rows) -> Rows:
    """Benjamini and Hochberg's p-values over the pairs of one basis and number of days."""
    for basis, days in sorted({(row["basis"], row["days"]) for row in rows}):
        tested = [r for r in rows if (r["basis"], r["days"]) == (basis, days) and r["country"] != "ALL"]
        adjusted = multiple.benjamini_hochberg([row["p_value"] for row in tested])
        for row, p in zip(tested, adjusted, strict=True):
            row |= {"p_adjusted": float(p), "tests": len(tested)}
    return rows


def _marked(table: pl.DataFrame) -> pl.DataFrame:
    pair = pl.format("{} {}", "country", "other_country").alias("pair")
    table = stepped(table, "days", DAYS[-1], ["n"], ["basis", "country", "other_country"]).with_columns(pair)
    table = closed(table, "pair", "ALL ALL", "n", ["basis", "days"]).drop("pair")
    return table.sort("basis", "country", "other_country", "days")
