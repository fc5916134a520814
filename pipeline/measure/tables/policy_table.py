"""`measures.policy`: did a rule of a known day change how red notices fare, and what can only be described.

The step is in requests refused per request checked, red notices only: they were checked before publication throughout.
A quarter that holds the day counts as before. Diffusions of the country the rule is about were checked after sending
before that day and before sending since: two different measures, so they are described and not modelled. For an event
without a day, and for the years after the last window, levels only: a few points bear no model.
"""

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from pipeline.measure import policy, proportions
from pipeline.measure.counts import LEVEL
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

FEWEST = 8  # quarters on either side
FEWEST_REFUSED = 10  # refusals on either side
LAGS = 2
SCHEMA: Schema = {
    **dict.fromkeys(("event_id", "kind", "country", "instrument", "outcome", "period"), TEXT),
    **dict.fromkeys(("value", "low", "high"), NUMBER),
    **dict.fromkeys(("slope", "slope_low", "slope_high", "dispersion"), NUMBER),
    **dict.fromkeys(("numerator", "denominator", "quarters"), WHOLE),
    "note": TEXT,
}
REFUSED = "refused per request checked"
_QUARTERS = """
    with span as (select min(first_year) as first_year, max(last_year) as last_year from raw.windows)
    select requesting_country as country,
        (extract(year from requested_on) * 4 + extract(quarter from requested_on) - 1)::integer as quarter,
        count(*) filter (where passes_checked_den) as checked,
        count(*) filter (where passes_checked_den and not passes_checked_num) as refused
    from marts.requests, span
    where instrument = 'red_notice' and counts_submitted and requested_on is not null
        and requesting_country is not null and extract(year from requested_on) between first_year and last_year
    group by all having checked > 0 order by all"""
_EVENTS = """
    select event_id, event_on, year from raw.policy_events
    where coalesce(country, $country) = $country and coalesce(instrument, '') <> 'message' order by event_id"""
_DESCRIBED = """
    select event_id, 'described' as kind, country, instrument, period, requests_passed as passed,
        requests_checked as checked
    from marts.policy_periods
    where country = $country and instrument = 'red_diffusion' and event_on is not null and requests_checked > 0
    order by all"""
_LEVELS = """
    select e.event_id, 'level' as kind, c.country, c.instrument, c.year::varchar as period, c.numerator as passed,
        c.denominator as checked
    from marts.rate_cells as c
    inner join raw.policy_events as e on e.event_on is null and c.year between e.year - 1 and e.year + 1
    where e.country = $country and c.country = $country and c.instrument in ('red_notice', 'red_diffusion')
        and c.measure = 'initial_pass_rate' and c.basis = 'checked' and c.denominator > 0
    order by all"""


def table(desk: Desk) -> pl.DataFrame:
    """Rows by event and kind.

    own         step of the country's own series against its trend, with the change of slope (errors HAC)
    controlled  step beyond what all other countries together did in the same quarters (errors HAC within countries)
    placebo     the same step as `own` without slope at days on which nothing is known to have happened
    described   diffusions before and since, as shares passed
    level       the year before, of and after an event without a day
    """
    rows: Rows = []
    quarters = desk.rows(_QUARTERS)
    for event_id, day, _ in desk.rows(_EVENTS).rows():
        if day is not None:
            rows += _modelled(desk, quarters, event_id, _after(day))
    for row in [*desk.rows(_DESCRIBED).to_dicts(), *desk.rows(_LEVELS).to_dicts()]:
        rows.append(_level(row))
    return frame(rows, SCHEMA, ("numerator", "denominator", pl.col("denominator") - pl.col("numerator")))


def _modelled(desk: Desk, quarters: pl.DataFrame, event_id: str, since: int) -> Rows:
    own = quarters.filter(country=desk.subject.country)
    sides = [own.filter(when) for when in (pl.col("quarter") < since, pl.col("quarter") >= since)]
    said: dict[str, Any] = {
        "event_id": event_id,
        "country": desk.subject.country,
        "instrument": "red_notice",
        "outcome": REFUSED,
    }
    if any(side.height < FEWEST or side["refused"].sum() < FEWEST_REFUSED for side in sides):
        note = f"fewer than {FEWEST} quarters or {FEWEST_REFUSED} refusals on one side: no model"
        return [{**said, "kind": "own", "period": _named(since), "quarters": own.height, "note": note}]
    counts = {"numerator": own["refused"].sum(), "denominator": own["checked"].sum(), "quarters": own.height}
    said = {**said, **counts}
    return [_own(own, said, since), *_controlled(quarters, said, since), *_placebo(own, said, since)]


def _own(own: pl.DataFrame, said: dict, since: int) -> dict:
    time = own["quarter"].to_numpy() - since
    found = policy.segmented(own["refused"], time, time >= 0, own["checked"], slope=True, lags=LAGS)
    step, slope = found.step, found.slope or policy.Effect(np.nan, np.nan, np.nan)
    ends = {"value": step.ratio, "low": step.low, "high": step.high, "dispersion": found.dispersion}
    slopes = {"slope": slope.ratio, "slope_low": slope.low, "slope_high": slope.high}
    return {**said, "kind": "own", "period": _named(since), **ends, **slopes}


def _controlled(quarters: pl.DataFrame, said: dict, since: int) -> Rows:
    """Against every other country with a refusal on record; nothing where there is none."""
    with_any = quarters.filter(pl.col("refused").sum().over("country") > 0)
    others = with_any["country"].n_unique() - 1
    if others < 2 or said["country"] not in with_any["country"]:
        return []
    refused, quarter, checked = (with_any[name].to_numpy() for name in ("refused", "quarter", "checked"))
    found = policy.controlled(refused, with_any["country"].to_list(), quarter, said["country"], since, checked, LAGS)
    ends = {"value": found.ratio, "low": found.low, "high": found.high}
    return [{**said, "kind": "controlled", "period": _named(since), **ends, "note": f"{others} countries as controls"}]


def _placebo(own: pl.DataFrame, said: dict, since: int) -> Rows:
    """The same quarter of each earlier year with enough quarters on both sides, in the series up to the real day."""
    series = own.filter(pl.col("quarter") < since)
    time = series["quarter"].to_numpy()
    dates = [q for q in range(since - 4, int(time[0]), -4) if min((time < q).sum(), (time >= q).sum()) >= FEWEST]
    found = policy.placebo(series["refused"], time, dates, series["checked"].to_numpy())
    return [
        {**said, "kind": "placebo", "period": _named(int(q)), "value": e.ratio, "low": e.low, "high": e.high}
        for q, e in sorted(found, key=lambda one: one[0])
    ]


def _level(row: dict) -> dict:
    passed, checked = row.pop("passed"), row.pop("checked")
    low, high = proportions.wilson(passed, checked, LEVEL)
    numbers = {"value": passed / checked, "low": float(low), "high": float(high)}
    return {**row, **numbers, "outcome": "passed per request checked", "numerator": passed, "denominator": checked}


def _after(day: date) -> int:
    """The first quarter that begins after the day, as quarters since the year 0."""
    return day.year * 4 + (day.month - 1) // 3 + 1


def _named(quarter: int) -> str:
    return f"{quarter // 4}-Q{quarter % 4 + 1}"
