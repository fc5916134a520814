"""`measures.missing`: what the shares of the headline could be, given the cases whose outcome is not known.

Manski's bounds hold for certain and for these files; Imbens and Manski's interval adds chance. The last rows say what
"passed" and "overturned" together leave possible for all requests that reached other countries: see `among_published`.
"""

import polars as pl

from pipeline.language import N_
from pipeline.measure import missing
from pipeline.measure.bounds import HOLDS_PENDING
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Schema, frame

AMONG_PUBLISHED = "non_compliant_among_published"
SILENCE = N_("part of what is overturned is a bureau that did not answer: a share of decisions, not of abuse")
SCHEMA: Schema = {
    **dict.fromkeys(("measure", "basis", "country", "instrument", "period", "year_basis"), TEXT),
    **dict.fromkeys(("numerator", "denominator", "pending"), WHOLE),
    **dict.fromkeys(("value", "bound_low", "bound_high", "low", "high"), NUMBER),
    "note": TEXT,
}
_CELLS = """
    with cells as (
        select measure, basis, country, instrument, year::varchar as period, year_basis, numerator, denominator, pending
        from marts.rate_cells where year = $year
        union all
        select measure, basis, country, instrument, "window", year_basis, numerator, denominator, pending
        from marts.window_rate_cells
    )
    select * replace (numerator::bigint as numerator, denominator::bigint as denominator, pending::bigint as pending)
    from cells
    where instrument = $instrument and country in ($country, $comparator, 'ALL') and pending is not null
        and denominator + pending > 0
    order by measure, basis, year_basis, period, country"""
_PUBLISHED = """
    select d.numerator::bigint as overturned, (d.denominator - d.numerator)::bigint as kept,
        c.denominator::bigint as published
    from marts.rate_cells as d
    inner join marts.rate_cells as c
        on d.country = c.country and d.instrument = c.instrument and c.year is null
            and c.measure = 'complaint_rate' and c.basis = 'per_circulated'
    where d.measure = 'overturn_rate' and d.basis = 'on_merits' and d.year_basis = 'decided' and d.year is null
        and d.instrument = $instrument and d.country = $country and c.denominator > 0"""


def table(desk: Desk) -> pl.DataFrame:
    """One row for each share with open cases, of the two countries and all together; then the range of the pair."""
    rows = [_row(cell) for cell in desk.rows(_CELLS).to_dicts()]
    rows += [_among(desk, **cell) for cell in desk.rows(_PUBLISHED).to_dicts()]
    return frame(rows, SCHEMA, ("numerator", "denominator", pl.col("denominator") - pl.col("numerator")))


def _row(cell: dict) -> dict:
    x, n, p = cell["numerator"], cell["denominator"], cell["pending"]
    whole = n if cell["basis"] in HOLDS_PENDING else n + p
    found = {"value": x / n if n else None}
    found["bound_low"], found["bound_high"] = missing.manski(x, whole - p, whole)
    found["low"], found["high"] = missing.imbens_manski(x, whole - p, whole)
    return {**cell, **found, "note": None}


def _among(desk: Desk, overturned: int, kept: int, published: int) -> dict:
    s = desk.subject
    low, high = missing.among_published(published, overturned, kept)
    said = {"measure": AMONG_PUBLISHED, "basis": "circulated", "country": s.country, "instrument": s.instrument}
    counts = {"numerator": overturned, "denominator": published, "pending": max(0, published - overturned - kept)}
    ends = {"bound_low": min(1.0, low), "bound_high": max(0.0, high)}
    return {**said, "period": "all", "year_basis": "decided", **counts, **ends, "note": SILENCE}
