"""`measures.intervals`: the headline numbers with the interval of every method that is defended for them, side by side.

The pages print one of them (docs/decisions/intervals.md); here a reader sees how little, or how much, hangs on which.
"""

from collections.abc import Callable

import polars as pl

from pipeline.measure import differences, proportions, rate_ratios, ratios
from pipeline.measure.counts import Interval
from pipeline.measure.tables.desk import NUMBER, OVERTURNED, PASSED, TEXT, WHOLE, Desk, Rows, Schema, frame

KEYS = ("kind", "measure", "basis", "country_a", "country_b", "instrument", "period", "year_basis", "method")
COUNTS = ("numerator", "denominator", "numerator_b", "denominator_b")
SCHEMA: Schema = {
    **dict.fromkeys(KEYS, TEXT),
    **dict.fromkeys(("value", "low", "high"), NUMBER),
    **dict.fromkeys(COUNTS, WHOLE),
}
# By kind what each method gives, for x1 of n1 or against x2 of n2; the first is the one that pages print.
SHARES: dict[str, Callable[..., Interval]] = {
    "Wilson": proportions.wilson,
    "Jeffreys": proportions.jeffreys,
    "Clopper-Pearson": proportions.clopper_pearson,
    "mid-p": proportions.mid_p,
}
PAIRS: dict[str, dict[str, Callable[..., Interval]]] = {
    "ratio": {"Koopman": ratios.koopman, "Katz": ratios.katz},
    "difference": {"Newcombe": differences.newcombe, "Agresti-Caffo": differences.agresti_caffo},
}
RATES: dict[str, Callable[..., Interval]] = {
    "exact, given the sum": rate_ratios.exact_conditional,
    "mid-p": rate_ratios.mid_p,
    "score": rate_ratios.score,
    "Wald": rate_ratios.wald,
}
_SHARES = """
    with cells as (
        select measure, basis, country, instrument, year::varchar as period, year_basis, numerator, denominator
        from marts.rate_cells where year = $year
        union all
        select measure, basis, country, instrument, "window", year_basis, numerator, denominator
        from marts.window_rate_cells where "window" = $window
    )
    select country, period, numerator::bigint as x, denominator::bigint as n from cells
    where instrument = $instrument and country in ($country, $comparator) and denominator > 0
        and measure = '{}' and basis = '{}' and year_basis = '{}'
    order by period, country"""
_COMPLAINTS = """
    select country, "window" as period, n::bigint as x, 1::bigint as t from marts.window_count_cells
    where measure = 'complaints' and unit = 'cases' and instrument = $instrument and year_basis = 'received'
        and "window" = $window and country in ($country, $comparator)"""
_PER_REQUEST = """
    select country, "window" as period, numerator::bigint as x, denominator::bigint as t from marts.window_rate_cells
    where measure = 'complaint_rate' and basis = 'per_circulated' and instrument = $instrument and "window" = $window
        and country in ($country, $comparator) and denominator > 0"""


def table(desk: Desk) -> pl.DataFrame:
    """One row for each number and method.

    kind   share (one country), ratio or difference (of two shares), rate ratio (of two counts, or of two rates)
    value  share, ratio or difference;  low, high  its 95 % interval by that method
    """
    rows: Rows = []
    for measure, basis, clock in (PASSED, OVERTURNED):
        cells = desk.rows(_SHARES.format(measure, basis, clock))
        said = {"measure": measure, "basis": basis, "year_basis": clock}
        for period in cells["period"].unique(maintain_order=True):
            mine = {row[0]: row[2:] for row in cells.filter(period=period).iter_rows()}
            rows += _of_shares(desk, {**said, "period": period}, mine)
    for basis, sql in (("cases", _COMPLAINTS), ("per_circulated", _PER_REQUEST)):
        found = {row[0]: row[1:] for row in desk.rows(sql).iter_rows()}
        rows += _of_rates(desk, {"basis": basis, "year_basis": "received"}, found)
    rest = (pl.col(n) - pl.col(x) for x, n in (COUNTS[:2], COUNTS[2:]))
    shares = pl.col("kind") != "rate ratio"
    return frame(rows, SCHEMA, ("numerator", "numerator_b", *(pl.when(shares).then(left) for left in rest)))


def _of_shares(desk: Desk, said: dict, mine: dict[str, tuple[int, int]]) -> Rows:
    s, rows = desk.subject, []
    if s.country not in mine:
        return []
    (x1, n1), (x2, n2) = mine[s.country], mine.get(s.comparator, (None, None))
    one = {**said, "kind": "share", "country_a": s.country, "instrument": s.instrument}
    for method, interval in SHARES.items():
        rows.append({**one, "method": method, "value": x1 / n1, **_ends(interval(x1, n1)), **_counts(x1, n1)})
    if x2 is None or n2 is None:
        return rows
    values = {"ratio": float(ratios.ratio(x1, n1, x2, n2)), "difference": x1 / n1 - x2 / n2}
    both = {**one, "country_b": s.comparator, **_counts(x1, n1, x2, n2)}
    for kind, methods in PAIRS.items():
        for method, interval in methods.items():
            ends = _ends(interval(x1, n1, x2, n2))
            rows.append({**both, "kind": kind, "method": method, "value": values[kind], **ends})
    return rows


def _of_rates(desk: Desk, said: dict, mine: dict[str, tuple[str, int, int]]) -> Rows:
    s = desk.subject
    if not {s.country, s.comparator} <= mine.keys():
        return []
    (period, x1, t1), (_, x2, t2) = mine[s.country], mine[s.comparator]
    is_count = said["basis"] == "cases"
    what = {
        **said,
        **{"kind": "rate ratio", "measure": "complaints" if is_count else "complaint_rate", "period": period},
        **{"country_a": s.country, "country_b": s.comparator, "instrument": s.instrument},
        **_counts(x1, None if is_count else t1, x2, None if is_count else t2),
    }
    value = float(rate_ratios.ratio(x1, t1, x2, t2))
    return [
        {**what, "method": method, "value": value, **_ends(interval(x1, t1, x2, t2))}
        for method, interval in RATES.items()
    ]


def _ends(interval: Interval) -> dict[str, float]:
    low, high = interval
    return {"low": float(low), "high": float(high)}


def _counts(*counts: int | None) -> dict[str, int | None]:
    return dict(zip(COUNTS, counts, strict=False))
