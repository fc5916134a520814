"""Shares of many countries, each drawn towards the common one as far as its own cases are few.

A country with one case of one is no leader. The shares are taken as draws from one Beta distribution; how far each
is drawn in follows from the data. Not where countries differ for a known reason: model the reason instead.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, special, stats

from pipeline.measure.counts import LEVEL, Array, shares

_STEPS = 31
_REACH = 4.0
# Where countries do not differ at all, or each is all or nothing, the likeliest value has no end: it ends here.
_LOGITS = (-15.0, 15.0)
_STRENGTHS = (np.log(1e-3), np.log(1e8))


@dataclass(frozen=True)
class BetaBinomial:
    """The common distribution of the countries' shares: Beta(a, b), mean a/(a+b), as strong as a + b cases."""

    a: float
    b: float
    log_likelihood: float

    def posterior(self, x: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
        """Parameters of each country's Beta posterior, the common distribution taken as known."""
        x, n = shares(x, n)
        return x + self.a, n - x + self.b


def fit(x: ArrayLike, n: ArrayLike) -> BetaBinomial:
    """The likeliest common distribution of the shares x/n (at least two countries).

    log L = Σ log C(n, x) + log B(x + a, n - x + b) - log B(a, b). Source: Tarone (1982), Biometrics 38:215-220;
    Gelman et al. (2013), Bayesian Data Analysis, ch. 5.
    """
    x, n = shares(x, n)
    start = np.array([special.logit(np.clip(x.sum() / n.sum(), 0.01, 0.99)), np.log(10.0)])
    options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000}
    found = optimize.minimize(lambda t: -_log_likelihood(t, x, n), start, method="Nelder-Mead", options=options)
    a, b = _parameters(found.x)
    return BetaBinomial(float(a), float(b), -float(found.fun))


@dataclass(frozen=True)
class Shrunken:
    """Each country's share after shrinking: mean and interval, arrays of shares."""

    mean: Array
    low: Array
    high: Array


def shrink(x: ArrayLike, n: ArrayLike, level: float = LEVEL) -> Shrunken:
    """Shrunken shares with the uncertainty of the common distribution in them.

    The posterior of (mean, strength) is laid on a grid around its peak, prior ∝ (a + b)^-5/2; each country's
    posterior is the mixture of Betas over the grid. Intervals with the common distribution taken as known would be
    too narrow. Source: Gelman et al. (2013), Bayesian Data Analysis, section 5.3.
    """
    x, n = shares(x, n)
    a, b, weight = _grid(x, n)
    mean = ((x[:, None] + a) / (n[:, None] + a + b)) @ weight
    tail = (1 - level) / 2
    low, high = (
        np.array([_quantile(q, xi + a, ni - xi + b, weight) for xi, ni in zip(x, n, strict=True)])
        for q in (tail, 1 - tail)
    )
    return Shrunken(mean, low, high)


def james_stein(x: ArrayLike, n: int) -> tuple[float, float, Array]:
    """(common share, part kept of each difference, shrunken shares) for equal numbers n: the textbook case.

    Part kept = 1 - (k - 3)·p(1 - p)/n / Σ(share - p)². For unequal numbers take `shrink`.
    Source: Efron and Morris (1975), JASA 70:311-319.
    """
    share = np.asarray(x, dtype=float) / n
    common = float(share.mean())
    spread = float(np.sum((share - common) ** 2))
    kept = max(0.0, 1 - (share.size - 3) * common * (1 - common) / n / spread)
    return common, kept, common + kept * (share - common)


def _parameters(theta: Array) -> tuple[Array, Array]:
    """a and b from (logit of the mean, log of the strength)."""
    mean, strength = special.expit(np.clip(theta[0], *_LOGITS)), np.exp(np.clip(theta[1], *_STRENGTHS))
    return mean * strength, (1 - mean) * strength


def _log_likelihood(theta: Array, x: Array, n: Array) -> float:
    a, b = _parameters(theta)
    return float(np.sum(stats.betabinom.logpmf(x, n, a, b)))


def _log_posterior(theta: Array, x: Array, n: Array) -> float:
    """Prior (a + b)^-5/2 in a and b; in the logit of the mean and the log of the strength times a·b."""
    a, b = _parameters(theta)
    return _log_likelihood(theta, x, n) - 2.5 * float(np.log(a + b)) + float(np.log(a) + np.log(b))


def _grid(x: Array, n: Array) -> tuple[Array, Array, Array]:
    """Values of a and b around the peak of their posterior, and the chance of each pair."""
    start = np.array([special.logit(np.clip(x.sum() / n.sum(), 0.01, 0.99)), np.log(10.0)])
    peak = optimize.minimize(lambda t: -_log_posterior(t, x, n), start, method="BFGS")
    reach = _REACH * np.sqrt(np.maximum(np.diag(peak.hess_inv), 1e-8))
    axes = [np.linspace(c - r, c + r, _STEPS) for c, r in zip(peak.x, reach, strict=True)]
    pairs = [np.array([u, v]) for u in axes[0] for v in axes[1]]
    log = np.array([_log_posterior(pair, x, n) for pair in pairs])
    weight = np.exp(log - log.max())
    a, b = _parameters(np.array(pairs).T)
    return a, b, weight / weight.sum()


def _quantile(q: float, a: Array, b: Array, weight: Array) -> float:
    """Quantile of a mixture of Beta distributions."""
    return float(optimize.brentq(lambda p: float(weight @ stats.beta.cdf(p, a, b)) - q, 0.0, 1.0, xtol=1e-9))
