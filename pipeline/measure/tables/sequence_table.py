"""`measures.sequences`: people sought by message alone, by several countries or instruments, and requests made again.

Shares from 0 to 1 with the counts behind them. A country's people are counted once each; in ALL a person counts once
for each country that sought them.
"""

import numpy as np
import polars as pl

from pipeline.measure import incidence, proportions
from pipeline.measure.bounds import bounds
from pipeline.measure.tables.closed import closed, stepped
from pipeline.measure.tables.desk import NUMBER, SHARE_COUNTS, TEXT, WHOLE, Desk, Rows, Schema, frame

DAYS = (30, 90, 180, 365, 730)
SCHEMA: Schema = {
    **dict.fromkeys(("measure", "basis", "country"), TEXT),
    **dict.fromkeys(("year", "days", "numerator", "denominator", "pending"), WHOLE),
    **dict.fromkeys(("value", "low", "high", "bound_low", "bound_high"), NUMBER),
    "method": TEXT,
}
# measure -> people it speaks of (country, year or null) and whether each counts
_PEOPLE = {
    "message_alone_answered": """
        select country, year_first_sent as year, is_answered as counts from marts.sought_by_message
        where is_by_message_alone""",
    "sought_by_another_country": """
        select p.country, null::int as year, s.person_id is not null as counts
        from sought as p left join marts.people_of_several_countries as s on p.person_id = s.person_id""",
    "several_instruments": """
        select p.country, null::int as year, s.person_id is not null as counts
        from sought as p
        left join marts.people_with_several_instruments as s on p.person_id = s.person_id and p.country = s.country""",
}
_SOUGHT = """with sought as (
    select distinct person_id, requesting_country as country from marts.requests
    where counts_submitted and person_id is not null and requesting_country is not null)"""
# Each ended request with its first request made again, as far as the register goes.
_AGAIN = """
    with last as (select max(requested_on) as day from marts.requests
        where counts_submitted and coalesce(requested_on <= as_of, true)),
    first_again as (
        select request_id, min(days) as days, min_by(next_check_outcome, (days, next_request_id)) as outcome
        from marts.repeat_requests group by request_id)
    select e.request_id, e.country, e.person_id, e.is_adverse, e.ended_by = 'refused' as is_refused,
        f.days::double as days, f.outcome, date_diff('day', e.ended_on, last.day)::double as watched
    from marts.ended_requests as e cross join last left join first_again as f on e.request_id = f.request_id
    where e.ended_on < last.day order by e.request_id"""
BASES = {"ended": pl.lit(True), "adverse": pl.col("is_adverse").fill_null(False), "refused": pl.col("is_refused")}


def table(desk: Desk) -> pl.DataFrame:
    """One row for each measure, basis, country (and ALL), and year or number of days where it has one."""
    parts = [_people(desk, measure) for measure in _PEOPLE]
    again = desk.rows(_AGAIN)
    parts += [_again(again), _passed(again)]
    return pl.concat(parts).sort("measure", "basis", "country", "year", "days", nulls_last=False)


def _people(desk: Desk, measure: str) -> pl.DataFrame:
    people = desk.rows(f"{_SOUGHT} {_PEOPLE[measure]}")
    everywhere = people.with_columns(country=pl.lit("ALL"))
    whole = pl.concat([people, everywhere]).with_columns(year=pl.lit(None, people.schema["year"]))
    dated = pl.concat([people, everywhere]).drop_nulls("year")
    counted = pl.concat([whole, dated]).group_by("country", "year").agg(pl.col("counts").sum(), n=pl.len())
    rows: Rows = []
    for country, year, x, n in counted.sort("country", "year", nulls_last=False).rows():
        low, high = proportions.wilson(x, n)
        ends = {"value": x / n, "low": float(low), "high": float(high), "method": "wilson"}
        said = {"measure": measure, "basis": "persons", "country": country, "year": year}
        rows.append({**said, "numerator": x, "denominator": n, **ends})
    marked = frame(rows, SCHEMA, SHARE_COUNTS)
    for _ in range(2):  # what is hidden along the years may be given away along the countries
        marked = closed(marked, "year", None, "denominator", ["country"])
        marked = closed(marked, "country", "ALL", "denominator", ["year"])
    return marked


def _again(rows: pl.DataFrame) -> pl.DataFrame:
    """The share asked for again within a number of days; requests count as long as the register goes on."""
    found: Rows = []
    for basis, country, mine in _parts(rows):
        time = mine.select(pl.min_horizontal("days", "watched").clip(upper_bound=DAYS[-1] + 1)).to_series().to_numpy()
        end = ((mine["days"] <= DAYS[-1]).fill_null(False)).cast(pl.Int8).to_numpy()
        if not end.any():
            continue
        curve = incidence.aalen_johansen(time, end, 1, None, mine["person_id"].to_numpy())
        for days in DAYS:
            x = int((mine["days"] <= days).sum())
            said = {"measure": "requested_again", "basis": basis, "country": country, "days": days}
            counts = {"numerator": x, "denominator": mine.height, "method": "aalen-johansen by person"}
            found.append({**said, **counts, **_by(curve, days)})
    same = ["measure", "basis", "country"]
    marked = stepped(frame(found, SCHEMA, SHARE_COUNTS), "days", 365, ["numerator"], same)
    return closed(marked, "country", "ALL", "numerator", ["basis", "days"])


def _by(curve: incidence.Incidence, days: int) -> dict[str, float | None]:
    i = int(np.searchsorted(curve.times, days, side="right")) - 1
    if i < 0:
        return {"value": 0.0, "low": None, "high": None}
    low, high = curve.interval()
    return {"value": float(curve.share[i]), "low": float(low[i]), "high": float(high[i])}


def _passed(rows: pl.DataFrame) -> pl.DataFrame:
    """Of those asked for again, the share whose next request passed the check; pending: not decided, or not told."""
    found: Rows = []
    for basis, country, mine in _parts(rows.drop_nulls("days")):
        x, refused = (int((mine["outcome"] == word).sum()) for word in ("passed", "refused"))
        n = x + refused
        pending = int((mine["outcome"].is_null() | (mine["outcome"] == "pending")).sum())
        said = {"measure": "passed_when_requested_again", "basis": basis, "country": country, "method": "wilson"}
        counts = {"numerator": x, "denominator": n, "pending": pending}
        if n:
            low, high = proportions.wilson(x, n)
            least, most = bounds(x, n, pending, True)
            ends = {"value": x / n, "low": float(low), "high": float(high)}
            found.append({**said, **counts, **ends, "bound_low": float(least), "bound_high": float(most)})
    return closed(frame(found, SCHEMA, SHARE_COUNTS), "country", "ALL", "denominator", ["basis"])


def _parts(rows: pl.DataFrame) -> list[tuple[str, str, pl.DataFrame]]:
    found = []
    for basis, condition in BASES.items():
        chosen = rows.filter(condition)
        countries = chosen["country"].unique().sort().to_list()
        found += [(basis, country, chosen.filter(country=country)) for country in countries]
        found += [(basis, "ALL", chosen)] if chosen.height else []
    return found
