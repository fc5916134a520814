"""Did a rule change something? Series before and after a day that was declared beforehand.

For red notices, which were checked before publication throughout. Not for Moscow's diffusions: before 10 March 2022
they were checked after sending, since then before, so their pass rates before and after are two different measures;
describe them. A step in one series may have any cause of that time: controls and placebo dates say how unusual it
is, not why it came.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from statsmodels.genmod import families
from statsmodels.genmod.generalized_linear_model import GLM

from pipeline.measure.counts import LEVEL, Array, quantile


@dataclass(frozen=True)
class Effect:
    """A ratio (after over before, or of slopes) with its interval."""

    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Segmented:
    """What a segmented regression found.

    step        ratio of the level just after to what the trend before leads one to expect
    slope       ratio of the trend per unit of time after to before; None where only a step was asked for
    trend       ratio per unit of time before
    dispersion  variance over that of chance alone (1 for a plain Poisson fit)
    names, coefficients, errors  of every term, on the scale of logs
    """

    step: Effect
    slope: Effect | None
    trend: Effect
    dispersion: float
    names: tuple[str, ...]
    coefficients: Array
    errors: Array


def segmented(
    count: ArrayLike,
    time: ArrayLike,
    after: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    slope: bool = False,
    harmonics: int = 0,
    period: float = 12,
    over_dispersed: bool = True,
    lags: int | None = None,
    level: float = LEVEL,
) -> Segmented:
    """Poisson regression of a series of counts with a step (and a change of slope) at a known time.

    log E(count) = b0 + b1·after + b2·time [+ b3·after·time] [+ sines and cosines of the season] + log exposure
    count, time   one entry for each month or quarter;  after  0 before the day, 1 from it on
    exposure      requests of the period, where the rate and not the number is in question
    over_dispersed  errors widened by the root of the dispersion (quasi-Poisson)
    lags          errors that allow neighbouring periods to go together (HAC, Newey-West) up to so many periods apart

    Not with fewer than about 8 periods on either side: then show levels only.
    Source: Lopez Bernal, Cummins and Gasparrini (2017), Int J Epidemiol 46:348-355.
    """
    y, t, step = (np.asarray(a, dtype=float) for a in (count, time, after))
    columns = {"constant": np.ones_like(t), "step": step, "time": t}
    if slope:
        columns["slope"] = step * t
    for k in range(1, harmonics + 1):
        angle = 2 * np.pi * k * t / period
        columns |= {f"sin{k}": np.sin(angle), f"cos{k}": np.cos(angle)}
    offset = None if exposure is None else np.log(np.asarray(exposure, dtype=float))
    model = GLM(y, np.column_stack(list(columns.values())), family=families.Poisson(), offset=offset)
    robust = {} if lags is None else {"cov_type": "HAC", "cov_kwds": {"maxlags": lags}}
    fit = model.fit(scale="X2" if over_dispersed else 1.0, **robust)
    effects = {name: _effect(fit.params[i], fit.bse[i], level) for i, name in enumerate(columns)}
    dispersion = float(fit.pearson_chi2 / fit.df_resid) if over_dispersed else 1.0
    found = effects["step"], effects.get("slope"), effects["time"]
    return Segmented(*found, dispersion, tuple(columns), fit.params, fit.bse)


def controlled(
    count: ArrayLike,
    unit: Sequence[str],
    time: ArrayLike,
    treated: str,
    since: float,
    exposure: ArrayLike | None = None,
    lags: int = 2,
    level: float = LEVEL,
) -> Effect:
    """The step of one country beyond what the others did at the same time: Poisson, levels by country and period.

    count, unit, time, exposure  one entry for each country and period
    treated, since               the country, and the first period after
    Errors allow neighbouring periods of a country to go together (HAC within panels). With few controls they are too
    small: look at `placebo` too. The controls must not be touched by the rule, and must have moved with the country
    before.
    """
    y, t = np.asarray(count, dtype=float), np.asarray(time, dtype=float)
    order = np.lexsort((t, np.asarray(unit)))
    who = np.asarray(unit)[order]
    step = ((who == treated) & (t[order] >= since)).astype(float)
    levels = [(who == name).astype(float) for name in np.unique(who)]
    periods = [(t[order] == moment).astype(float) for moment in np.unique(t)[1:]]
    offset = None if exposure is None else np.log(np.asarray(exposure, dtype=float)[order])
    model = GLM(y[order], np.column_stack([step, *levels, *periods]), family=families.Poisson(), offset=offset)
    groups = np.unique(who, return_inverse=True)[1]
    fit = model.fit(cov_type="hac-panel", cov_kwds={"groups": groups, "maxlags": lags})
    return _effect(fit.params[0], fit.bse[0], level)


def placebo(
    count: ArrayLike, time: ArrayLike, dates: Sequence[float], exposure: ArrayLike | None = None, level: float = LEVEL
) -> list[tuple[float, Effect]]:
    """The step that the same series shows at days on which nothing is known to have happened.

    Use days well before the real one and the series up to it. Where placebo steps are as large, the real one proves
    little.
    """
    t = np.asarray(time, dtype=float)
    return [(date, segmented(count, t, t >= date, exposure, level=level).step) for date in dates]


def _effect(coefficient: float, error: float, level: float) -> Effect:
    half = quantile(level) * error
    with np.errstate(over="ignore"):  # a limit beyond all numbers is infinite: the series says nothing on that side
        return Effect(*(float(np.exp(v)) for v in (coefficient, coefficient - half, coefficient + half)))
