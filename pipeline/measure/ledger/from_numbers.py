"""Questions to the measures: a count, a rate, a ratio, a place among countries, a difference from the rest, a trend."""

from typing import Any

import duckdb
import numpy as np
from scipy import stats
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from pipeline.measure import differences, poisson, ranks, rate_ratios
from pipeline.measure.bounds import HOLDS_PENDING, bounds
from pipeline.measure.counts import LEVEL
from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.reading import Reading

# A country with fewer cases has no place in a list of rates: one case of one would lead it.
FEWEST = 20

_RATE = "value, low, high, bound_low, bound_high, numerator, denominator, interval_method"
_SHARE_BY_YEAR = """
    select year, sum(n) filter (where instrument = ?), sum(n)
    from measures.counts
    where measure = ? and country = ? and year_basis = ? and unit = ?
        and year is not null and instrument in ('red_notice', 'red_diffusion')
    group by year
    order by year
"""


def count(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """How many, with the exact Poisson interval. Nothing where the period holds no such case of any country."""
    found = _counts(con, reading)
    if not found.get("ALL"):
        return Finding()
    n = found.get(reading.country, 0)
    low, high = poisson.exact(n, 1)
    return Finding(n, float(low), float(high), numerator=n, method="exact_poisson")


def ratio(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """One country's count over another's, with the exact conditional interval."""
    found = _counts(con, reading)
    a, b = found.get(reading.country, 0), found.get(reading.comparator, 0)
    if not b:
        return Finding(numerator=a, numerator_b=b)
    low, high = rate_ratios.exact_conditional(a, 1, b, 1)
    return Finding(a / b, float(low), _finite(high), numerator=a, numerator_b=b, method="exact conditional")


def rank(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The place by count among all countries, 1 for the most; `numerator_b` is the most any other country has."""
    found = _counts(con, reading)
    n = found.get(reading.country, 0)
    others = [v for country, v in found.items() if country not in ("ALL", reading.country)]
    if not n or not others:
        return Finding()
    p_values = rate_ratios.p_value(n, 1, np.array(others, dtype=float), 1)
    best, worst = ranks.interval(n, others, p_values)
    return Finding(
        ranks.rank(n, others), best, worst, numerator=n, numerator_b=max(others), method="rank by exact tests"
    )


def rate(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The rate as it is published, with its interval and bounds."""
    where, given = _where(reading, "basis")
    query = f"select {_RATE} from {_table('measures', 'rates', reading)} where {where} and country = ?"
    row = con.execute(query, [*given, reading.country]).fetchone()
    if row is None:
        return Finding()
    value, low, high, bound_low, bound_high, x, n, method = row
    return Finding(value, low, high, bound_low, bound_high, x, n, method=method)


def rate_rank(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The place by rate among countries with FEWEST cases or more; `_b` are the counts of the highest of the others."""
    cells = {c: (x, n) for c, (x, n, _) in _cells(con, reading).items() if c != "ALL" and n >= FEWEST}
    if reading.country not in cells or len(cells) < 2:
        return Finding()
    x, n = cells.pop(reading.country)
    xs, ns = (np.array(side, dtype=float) for side in zip(*cells.values(), strict=True))
    best, worst = ranks.interval(x / n, xs / ns, differences.score_p_value(x, n, xs, ns))
    top = int(np.argmax(xs / ns))
    place = ranks.rank(x / n, xs / ns)
    return Finding(place, best, worst, None, None, x, n, int(xs[top]), int(ns[top]), "rank by score tests")


def apart(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """The country's share less that of all others together, with Newcombe's interval and the bounds of both."""
    cells = _cells(con, reading)
    if not {"ALL", reading.country} <= cells.keys():
        return Finding()
    (x, n, p), total = cells[reading.country], cells["ALL"]
    x2, n2 = total[0] - x, total[1] - n
    if not n or not n2:
        return Finding()
    low, high = differences.newcombe(x, n, x2, n2)
    least, most = None, None
    if p is not None and total[2] is not None:
        inside = reading.basis in HOLDS_PENDING
        (l1, h1), (l2, h2) = bounds(x, n, p, inside), bounds(x2, n2, total[2] - p, inside)
        least, most = float(l1 - h2), float(h1 - l2)
    return Finding(x / n - x2 / n2, float(low), float(high), least, most, x, n, x2, n2, "newcombe")


def trend(con: duckdb.DuckDBPyConnection, reading: Reading) -> Finding:
    """Slope of a share over the years: change of its log-odds per year, from a quasi-binomial fit; needs four years.

    The share is of the reading's instrument among red notices and red diffusions. A slope is no forecast.
    """
    given = [reading.instrument, reading.measure, reading.country, reading.year_basis, reading.unit]
    rows = con.execute(_SHARE_BY_YEAR, given).fetchall()
    if len(rows) < 4:
        return Finding()
    year, x, n = (np.array([v or 0 for v in column], dtype=float) for column in zip(*rows, strict=True))
    design = np.column_stack([np.ones_like(year), year - year.mean()])
    fit = GLM(np.column_stack([x, n - x]), design, family=families.Binomial()).fit()
    spread = max(1.0, float(fit.pearson_chi2 / fit.df_resid))
    half = float(stats.t.ppf((1 + LEVEL) / 2, fit.df_resid) * fit.bse[1] * np.sqrt(spread))
    slope = float(fit.params[1])
    return Finding(
        slope, slope - half, slope + half, None, None, int(x.sum()), int(n.sum()), method="quasi-binomial slope"
    )


def _counts(con: duckdb.DuckDBPyConnection, reading: Reading) -> dict[str, int]:
    where, given = _where(reading, "unit")
    table = _table("measures", "counts", reading)
    return dict(con.execute(f"select country, n from {table} where {where} order by country", given).fetchall())


def _cells(con: duckdb.DuckDBPyConnection, reading: Reading) -> dict[str, tuple[int, int, int | None]]:
    """Numerator, denominator and pending of each country."""
    where, given = _where(reading, "basis")
    names = "country, numerator::bigint, denominator::bigint, pending::bigint"
    table = _table("marts", "rate_cells", reading)
    rows = con.execute(f"select {names} from {table} where {where} order by country", given).fetchall()
    return {country: (x, n, p) for country, x, n, p in rows}


def _table(schema: str, name: str, reading: Reading) -> str:
    return f"{schema}.window_{name}" if reading.window else f"{schema}.{name}"


def _where(reading: Reading, by: str) -> tuple[str, list[Any]]:
    """The rows of one measure, instrument, clock and period, for every country. `by` is basis or unit."""
    period = '"window" = ?' if reading.window else "year is not distinct from ?"
    where = f"measure = ? and {by} = ? and instrument = ? and year_basis = ? and {period}"
    given = [reading.measure, getattr(reading, by), reading.instrument, reading.year_basis]
    return where, [*given, reading.window or reading.first_year]


def _finite(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None
