"""Two functions of R that stop their root-finder early: to show that a reference is such a stop, and ours is the root.

`uniroot` ends within 1.2e-4 of the root unless told otherwise; rateratio.midp (epitools) and fisher.test print what it
gives.
"""

import numpy as np
from scipy import stats

EPS = float(np.finfo(float).eps)


def uniroot(f, low, high, tol=EPS**0.25):
    """Brent's method (1973) with R's stopping rule: the last point tried, not the root."""
    a, b, fa, fb = low, high, f(low), f(high)
    c, fc = a, fa
    while True:
        last = b - a
        if abs(fc) < abs(fb):
            a, b, c, fa, fb, fc = b, c, b, fb, fc, fb
        near = 2 * EPS * abs(b) + tol / 2
        step = (c - b) / 2
        if abs(step) <= near or fb == 0:
            return b
        if abs(last) >= near and abs(fa) > abs(fb):
            step = _interpolated(a, b, c, fa, fb, fc, last, step, near)
        if abs(step) < near:
            step = near if step > 0 else -near
        a, fa = b, fb
        b += step
        fb = f(b)
        if (fb > 0) == (fc > 0):
            c, fc = a, fa


def _interpolated(a, b, c, fa, fb, fc, last, half, near):
    """A step by the secant or the inverse parabola, unless it leaves the bracket: then half of it."""
    width, s = c - b, fb / fa
    if a == c:
        p, q = width * s, 1 - s
    else:
        r, t = fa / fc, fb / fc
        p, q = s * (width * r * (r - t) - (b - a) * (t - 1)), (r - 1) * (t - 1) * (s - 1)
    p, q = (p, -q) if p > 0 else (-p, q)
    return p / q if p < 0.75 * width * q - abs(near * q) / 2 and p < abs(last * q / 2) else half


def rateratio_midp(x1, t1, x2, t2, tail=0.025):
    """(median unbiased, low, high) as epitools prints them."""
    n = x1 + x2

    def below(s):
        return stats.binom.pmf(x1, n, s) / 2 + stats.binom.cdf(x1 - 1, n, s)

    found = [uniroot(lambda s, v=v: below(s) - v, 0.0, 1.0) for v in (0.5, 1 - tail, tail)]
    return [s / (1 - s) * t2 / t1 for s in found]


def fisher_test(x1, n1, x2, n2, tail=0.025):
    """(odds ratio, low, high) as fisher.test prints them."""
    fixed = stats.hypergeom(n1 + n2, n1, x1 + x2)
    support = np.arange(max(0, x1 + x2 - n2), min(n1, x1 + x2) + 1)
    log_chance = fixed.logpmf(support)

    def chances(odds):
        with np.errstate(divide="ignore", invalid="ignore"):
            d = log_chance + np.log(odds) * support
        d = np.exp(d - d.max())
        return d / d.sum()

    def at(odds, statistic, edge):
        return edge if odds == 0 else statistic(chances(odds))

    def mean(odds):
        return at(odds, lambda d: float(support @ d), float(support[0]))

    def upper(odds):
        return at(odds, lambda d: float(d[support >= x1].sum()), 0.0) if odds != 1 else fixed.sf(x1 - 1)

    def lower(odds):
        return at(odds, lambda d: float(d[support <= x1].sum()), 1.0) if odds != 1 else fixed.cdf(x1)

    def solved(f, rises):
        """f(odds) = 0, looked for among odds below 1 or among their inverses."""
        if (f(1.0) > 0) == rises:
            return uniroot(f, 0.0, 1.0)
        return 1 / uniroot(lambda t: f(1 / t), EPS, 1.0)

    return [
        solved(lambda t: mean(t) - x1, True),
        solved(lambda t: upper(t) - tail, True),
        solved(lambda t: lower(t) - tail, False),
    ]
