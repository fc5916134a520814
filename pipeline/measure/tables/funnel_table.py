"""`measures.funnel`: each country's share beside the limits that chance sets for so many cases.

Two pairs of limits: exact ones around the share of all countries together, and wide ones that also allow for
countries differing among themselves. Outside the wide 99.8 % limits is unusual even so; why is another question.
"""

import numpy as np
import polars as pl

from pipeline.measure import funnel
from pipeline.measure.tables.desk import NUMBER, SHARE_COUNTS, TEXT, WHOLE, Desk, Rows, Schema, frame

SCHEMA: Schema = {
    **dict.fromkeys(("measure", "basis", "country", "instrument", "window", "year_basis"), TEXT),
    **dict.fromkeys(("numerator", "denominator"), WHOLE),
    **dict.fromkeys(("value", "target"), NUMBER),
    **dict.fromkeys(("low_99", "low_95", "high_95", "high_99"), NUMBER),
    **dict.fromkeys(("wide_low_99", "wide_low_95", "wide_high_95", "wide_high_99"), NUMBER),
    **dict.fromkeys(("dispersion", "between"), NUMBER),
    "place": TEXT,
}
_CELLS = """
    select measure, basis, country, instrument, "window", year_basis, numerator::bigint as numerator,
        denominator::bigint as denominator
    from marts.window_rate_cells
    where instrument = $instrument and denominator > 0
        and ((measure = 'initial_pass_rate' and basis = 'checked')
            or (measure = 'overturn_rate' and year_basis = 'decided'))
    order by all"""
_GROUP = ("measure", "basis", "instrument", "window", "year_basis")


def table(desk: Desk) -> pl.DataFrame:
    """One row for each country, share and window of the headline's instrument."""
    rows: Rows = []
    for _, group in desk.rows(_CELLS).group_by(_GROUP, maintain_order=True):
        rows += _funnel(group)
    return frame(rows, SCHEMA, SHARE_COUNTS)


def _funnel(group: pl.DataFrame) -> Rows:
    """The countries of one share and window, nothing where all or none of the cases count: chance sets no limit."""
    total = group.filter(country="ALL")
    countries = group.filter(pl.col("country") != "ALL")
    if total.is_empty() or countries.is_empty():
        return []
    target = total["numerator"].item() / total["denominator"].item()
    if not 0 < target < 1:
        return []
    x, n = (countries[name].to_numpy().astype(float) for name in ("numerator", "denominator"))
    spread = funnel.over_dispersion(x, n, target)
    exact, wide = funnel.limits(n, target), funnel.wide_limits(n, target, spread)
    found = []
    for i, row in enumerate(countries.to_dicts()):
        share = x[i] / n[i]
        limits = dict(zip(("low_99", "low_95", "high_95", "high_99"), exact[i], strict=True))
        limits |= dict(zip(("wide_low_99", "wide_low_95", "wide_high_95", "wide_high_99"), wide[i], strict=True))
        said = {"value": share, "target": target, "dispersion": spread.factor, "between": spread.between}
        found.append({**row, **limits, **said, "place": _place(share, exact[i], wide[i])})
    return found


def _place(share: float, exact: np.ndarray, wide: np.ndarray) -> str:
    """Where a share lies: by the wider of the two 99.8 % limits, then the 95 % ones."""
    low, high = np.minimum(exact, wide), np.maximum(exact, wide)
    if share > high[3] or share < low[0]:
        return "above 99.8 %" if share > high[3] else "below 99.8 %"
    if share > high[2] or share < low[1]:
        return "above 95 %" if share > high[2] else "below 95 %"
    return "inside"
