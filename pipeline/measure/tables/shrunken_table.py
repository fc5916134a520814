"""`measures.shrunken`: each country's share drawn towards the common one, and which places it may hold.

For countries with FEWEST cases or more. The shrunken share and its interval carry the uncertainty of the common
distribution; the chance of being first and the interval of places take that distribution as known.
"""

import numpy as np
import polars as pl

from pipeline.measure import ranks, shrinkage
from pipeline.measure.counts import LEVEL
from pipeline.measure.tables.desk import NUMBER, SHARE_COUNTS, TEXT, WHOLE, Desk, Rows, Schema, frame

FEWEST = 20
SCHEMA: Schema = {
    **dict.fromkeys(("measure", "basis", "country", "instrument", "window", "year_basis"), TEXT),
    **dict.fromkeys(("numerator", "denominator"), WHOLE),
    **dict.fromkeys(("crude", "value", "low", "high", "common", "prob_first"), NUMBER),
    **dict.fromkeys(("rank", "rank_low", "rank_high", "countries"), WHOLE),
}
_CELLS = f"""
    select measure, basis, country, instrument, "window", year_basis, numerator::bigint as numerator,
        denominator::bigint as denominator
    from marts.window_rate_cells
    where instrument = $instrument and "window" = $window and country <> 'ALL' and denominator >= {FEWEST}
        and ((measure = 'initial_pass_rate' and basis = 'checked')
            or (measure = 'overturn_rate' and basis = 'on_merits' and year_basis = 'decided'))
    order by all"""


def table(desk: Desk) -> pl.DataFrame:
    """One row for each country and share, in the headline's window and instrument; place 1 is the highest share."""
    rows: Rows = []
    for _, group in desk.rows(_CELLS).group_by("measure", maintain_order=True):
        if group.height > 1 and 0 < group["numerator"].sum() < group["denominator"].sum():
            rows += _shrunken(group)
    return frame(rows, SCHEMA, SHARE_COUNTS)


def _shrunken(group: pl.DataFrame) -> Rows:
    x, n = (group[name].to_numpy().astype(float) for name in ("numerator", "denominator"))
    drawn, common = shrinkage.shrink(x, n), shrinkage.fit(x, n)
    places = ranks.probabilities(*common.posterior(x, n))
    reached, tail = np.cumsum(places, axis=1), (1 - LEVEL) / 2
    best, worst = 1 + np.sum(reached <= tail, axis=1), 1 + np.sum(reached < 1 - tail, axis=1)
    return [
        {
            **row,
            "crude": x[i] / n[i],
            "value": drawn.mean[i],
            "low": drawn.low[i],
            "high": drawn.high[i],
            "common": common.a / (common.a + common.b),
            "prob_first": places[i, 0],
            "rank": ranks.rank(drawn.mean[i], np.delete(drawn.mean, i)),
            "rank_low": int(best[i]),
            "rank_high": int(min(worst[i], group.height)),
            "countries": group.height,
        }
        for i, row in enumerate(group.to_dicts())
    ]
