"""`measures.standardised` and `measures.stratified`: the headline's shares as if the two countries had the same mix.

What is counted are requests refused (per request checked) and complaints overturned (per complaint decided on the
merits), by instrument, offence category and year. What a record does not say is a stratum of its own.
"""

import numpy as np
import polars as pl

from pipeline.measure import standardise
from pipeline.measure.tables.desk import COUNTED, NUMBER, SHARE_COUNTS, TEXT, WHOLE, Desk, Schema, frame

STRATA = ("instrument", "offence_category", "year")
ALL_THREE = "all three"
MEASURES = ("refused", "overturned")
STANDARDISED: Schema = {
    **dict.fromkeys(("measure", "country", "window", "strata", "method"), TEXT),
    **dict.fromkeys(("crude", "value", "low", "high", "share_of_standard"), NUMBER),
    **dict.fromkeys(("numerator", "denominator"), WHOLE),
}
STRATIFIED: Schema = {
    **dict.fromkeys(("measure", "country_a", "country_b", "window", "strata"), TEXT),
    **dict.fromkeys(("crude", "value", "low", "high", "p_value", "homogeneity_p"), NUMBER),
    **dict.fromkeys(("used", "left_out", "numerator", "denominator"), WHOLE),
}
_CASES = f"""
    with cases as (
        select 'refused' as measure, requesting_country as country, instrument, offence_category,
            year_requested as year, not passes_checked_num as counts
        from marts.requests where passes_checked_den and {COUNTED}
        union all
        select 'overturned', c.respondent_country, c.instrument, r.offence_category, c.year_decided,
            c.overturn_on_merits_num
        from (select * from marts.complaints where overturn_on_merits_den and {COUNTED}) as c
        left join marts.requests as r on c.request_id = r.request_id
    )
    select cases.measure, cases.country, coalesce(instrument, '') as instrument,
        coalesce(offence_category, '') as offence_category, year::varchar as year,
        count(*) as n, count(*) filter (where counts) as x
    from cases, (select * from raw.windows where "window" = $window) as w
    where year between w.first_year and w.last_year
    group by all order by all"""


def direct_and_indirect(desk: Desk) -> pl.DataFrame:
    """Crude and standardised shares of the two countries; the standard is the mix of all countries together.

    direct    one stratum at a time; `share_of_standard` is how much of the standard's mix the country has cases in
    indirect  over all three strata at once: `value` is observed over expected, not a share
    """
    s, rows = desk.subject, []
    for measure, cells in _cells(desk):
        for who in (s.country, s.comparator):
            mine = cells.filter(country=who)
            if not mine["n"].sum():
                continue
            counts = {"numerator": mine["x"].sum(), "denominator": mine["n"].sum()}
            said = {"measure": measure, "country": who, "window": s.window, **counts}
            rows += [{**said, **_direct(cells, mine, by)} for by in STRATA]
            rows.append({**said, **_indirect(cells, mine)})
    return frame(rows, STANDARDISED, SHARE_COUNTS)


def mantel_haenszel(desk: Desk) -> pl.DataFrame:
    """The two countries within strata: the common odds ratio (first over second), and whether it is one story."""
    s, rows = desk.subject, []
    for measure, cells in _cells(desk):
        for by in (*STRATA, ALL_THREE):
            tables = _tables(cells, [*STRATA] if by == ALL_THREE else [by], s.country, s.comparator)
            kept = tables[(tables.sum(axis=2) > 0).all(axis=1) & (tables.sum(axis=1) > 0).all(axis=1)]
            if not _says_something(kept):
                continue
            found = standardise.mantel_haenszel(kept)
            said = {"measure": measure, "country_a": s.country, "country_b": s.comparator, "window": s.window}
            ends = {"crude": found.crude, "value": found.odds_ratio, "low": found.low, "high": found.high}
            tests = {"p_value": found.p_value, "homogeneity_p": found.homogeneity_p if len(kept) > 1 else None}
            counts = {"used": len(kept), "left_out": len(tables) - len(kept)}
            counts |= {"numerator": int(kept[:, :, 0].sum()), "denominator": int(kept.sum())}
            rows.append({**said, "strata": by, **ends, **tests, **counts})
    return frame(rows, STRATIFIED, SHARE_COUNTS)


def _says_something(tables: np.ndarray) -> bool:
    """Whether in some stratum each country has a case that counts and the other one that does not."""
    return bool((tables[:, 0, 0] * tables[:, 1, 1]).sum() and (tables[:, 0, 1] * tables[:, 1, 0]).sum())


def _cells(desk: Desk) -> list[tuple[str, pl.DataFrame]]:
    cells = desk.rows(_CASES)
    return [(measure, cells.filter(measure=measure)) for measure in MEASURES]


def _direct(cells: pl.DataFrame, mine: pl.DataFrame, by: str) -> dict:
    both = _sum(mine, [by]).join(_sum(cells, [by]), on=by, suffix="_all").sort(by)
    found = standardise.direct(both["x"], both["n"], both["n_all"])
    covered = int(both["n_all"].sum()) / int(cells["n"].sum())
    ends = {"crude": found.crude, "value": found.rate, "low": found.low, "high": min(1.0, found.high)}
    return {"strata": by, "method": "direct", **ends, "share_of_standard": covered}


def _indirect(cells: pl.DataFrame, mine: pl.DataFrame) -> dict:
    both = _sum(mine, [*STRATA]).join(_sum(cells, [*STRATA]), on=[*STRATA], suffix="_all").sort(STRATA)
    ends = {"crude": int(both["x"].sum()) / int(both["n"].sum())}
    if both["x_all"].sum():
        found = standardise.indirect(both["x"], both["n"], both["x_all"], both["n_all"])
        ends |= {"value": found.ratio, "low": found.low, "high": found.high}
    return {"strata": ALL_THREE, "method": "indirect", **ends, "share_of_standard": None}


def _sum(cells: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return cells.group_by(by).agg(pl.col("x", "n").sum())


def _tables(cells: pl.DataFrame, by: list[str], a: str, b: str) -> np.ndarray:
    """Strata × the two countries × (counted, not counted), for every stratum either has a case in."""
    sides = [_sum(cells.filter(country=who), by) for who in (a, b)]
    both = sides[0].join(sides[1], on=by, how="full", coalesce=True, suffix="_b").fill_null(0).sort(by)
    yes, all_of = both.select("x", "x_b").to_numpy(), both.select("n", "n_b").to_numpy()
    return np.stack([yes, all_of - yes], axis=2).astype(float)
