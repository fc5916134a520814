"""`measures.after_refusal`: messages after a request ended, against what would have been expected anyway.

Expected is each ended request at the rate of first messages after requests of the same country, instrument and quarter
that passed the check, over the days it was watched (marts.follow_ups). It says whether a bureau that was told no writes
more or less than one that was told yes; not that any message is wrong. docs/decisions/sequences.md
"""

from collections.abc import Iterator

import polars as pl

from pipeline.measure import followed
from pipeline.measure.tables.closed import closed, stepped
from pipeline.measure.tables.desk import COUNTED, NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

DAYS = (30, 90, 180, 365)
METHOD = "exact, effective counts"
# Which ends are looked at: all; those against the bureau's will; those refused at the first check.
BASES = {"ended": pl.lit(True), "adverse": pl.col("is_adverse").fill_null(False), "refused": pl.col("is_refused")}
# How long a request is watched: to the end of the records; or only while no other one of the country could be meant.
WATCHED = ("on_record", "alone")
SCHEMA: Schema = {
    **dict.fromkeys(("basis", "watched", "country", "instrument"), TEXT),
    **dict.fromkeys(("days", "ended", "messaged", "denominator", "numerator", "person_days"), WHOLE),
    **dict.fromkeys(("expected", "value", "low", "high"), NUMBER),
    **dict.fromkeys(("compared", "compared_messaged"), WHOLE),
    "method": TEXT,
}
KEYS = ["basis", "watched", "country", "instrument"]
_COUNTS = (
    *("ended", "messaged", "denominator", "numerator", "compared", "compared_messaged"),
    *(pl.col("ended") - pl.col("messaged"), pl.col("denominator") - pl.col("numerator")),
)
_ROWS = f"""
    with first_messages as (
        select request_id, min(days) as any_message from marts.refused_then_messaged group by request_id
    )
    select f.arm = 'ended' as is_ended, f.country, {COUNTED} as is_counted, f.is_adverse,
        f.ended_by is not distinct from 'refused' as is_refused, m.any_message, f.is_on_record, f.is_alone,
        f.days_on_record::double as days_on_record, f.days_to_message::double as message_on_record,
        f.days_alone::double as days_alone, f.days_to_message_alone::double as message_alone,
        dense_rank() over (order by f.country, f.instrument, f.quarter) - 1 as stratum,
        dense_rank() over (order by f.person_id) - 1 as person
    from (select *, coalesce(instrument in ('red_notice', 'red_diffusion'), false) as is_wanted from marts.follow_ups)
        as f
    left join first_messages as m on f.request_id = m.request_id and f.arm = 'ended'
    order by f.request_id, f.arm"""


def table(desk: Desk) -> pl.DataFrame:
    """One row for each basis, way of watching, country (and ALL), instrument and span of days.

    All instruments together for every country; the headline's instrument for its two countries and ALL.
    """
    parts = _parts(desk.rows(_ROWS), desk)
    found = [row for country, instrument, mine in parts for row in _measured(mine, country, instrument)]
    marked = stepped(frame(found, SCHEMA, _COUNTS), "days", 90, ["messaged", "numerator"], KEYS)
    every = pl.col("instrument") == "ALL"  # of the headline's instrument not all parts of ALL are printed
    whole = closed(marked.filter(every), "country", "ALL", "messaged", ["basis", "watched", "days"])
    return pl.concat([whole, marked.filter(~every)]).sort(*KEYS, "days")


def _parts(rows: pl.DataFrame, desk: Desk) -> Iterator[tuple[str, str, pl.DataFrame]]:
    s = desk.subject
    for country in rows.filter("is_ended")["country"].unique().sort():
        yield country, "ALL", rows.filter(country=country)
    yield "ALL", "ALL", rows
    if s.instrument != "ALL":
        kept = rows.filter("is_counted")
        for country in (s.country, s.comparator):
            yield country, s.instrument, kept.filter(country=country)
        yield "ALL", s.instrument, kept


def _measured(rows: pl.DataFrame, country: str, instrument: str) -> Rows:
    """The rows of one country and instrument: every basis, way of watching and span."""
    found = []
    for basis, condition in BASES.items():
        chosen = rows.filter(~pl.col("is_ended") | condition)
        every = chosen.filter("is_ended")
        for watched in WATCHED if every.height else ():
            comparable = chosen.filter(f"is_{watched}")
            for days in DAYS:
                counts = {"ended": every.height, "messaged": int((every["any_message"] <= days).sum())}
                said = {"basis": basis, "watched": watched, "country": country, "instrument": instrument, "days": days}
                found.append({**said, **counts, **_against(comparable, watched, days), "method": METHOD})
    return found


def _against(rows: pl.DataFrame, watched: str, days: int) -> dict:
    """Observed and expected first messages within so many days, of the ended requests that can be compared."""
    if rows.is_empty():
        return dict.fromkeys(("denominator", "numerator", "person_days", "compared", "compared_messaged"), 0)
    until, message = f"days_{watched}", f"message_{watched}"
    event = (rows[message] <= days).fill_null(False).to_numpy()
    time = rows.select(pl.min_horizontal(until, message, pl.lit(float(days)))).to_series().to_numpy()
    asked = rows["is_ended"].to_numpy()
    found = followed.against(event, time, asked, rows["stratum"].to_numpy(), rows["person"].to_numpy())
    mine, theirs = found.used & asked, found.used & ~asked
    counts = {"denominator": int(mine.sum()), "numerator": found.observed, "person_days": int(time[mine].sum())}
    counts |= {"compared": int(theirs.sum()), "compared_messaged": int(event[theirs].sum())}
    ends = {"value": found.value, "low": found.low, "high": found.high}
    return {**counts, "expected": found.expected, **ends}
