"""What must hold of every interval, for any counts; and the same limits found by a second road."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.proportion import confint_proportions_2indep

from pipeline.errors import Fault
from pipeline.measure import differences, poisson, proportions, rate_ratios, ratios
from pipeline.measure.bounds import bounds

fast = settings(deadline=None, max_examples=40)
SHARES = [
    proportions.wilson,
    proportions.wilson_corrected,
    proportions.clopper_pearson,
    proportions.mid_p,
    proportions.jeffreys,
    proportions.agresti_coull,
]
RATES = [poisson.exact, poisson.score, poisson.byar, poisson.jeffreys, poisson.breslow_day]


def plain(limits):
    return tuple(float(v) for v in limits)


@st.composite
def counts(draw):
    """(x, n) with 0 <= x <= n and n at least 1."""
    n = draw(st.integers(1, 3000))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize("interval", SHARES, ids=lambda f: f.__name__)
@fast
@given(counts())
def test_an_interval_of_a_share_holds_it_and_stays_a_share(interval, count):
    x, n = count
    low, high = interval(x, n)
    assert 0 <= low <= x / n + 1e-12 and x / n - 1e-12 <= high <= 1


@pytest.mark.parametrize("interval", SHARES, ids=lambda f: f.__name__)
@fast
@given(counts())
def test_what_is_not_counted_has_the_mirrored_interval(interval, count):
    x, n = count
    low, high = plain(interval(x, n))
    mirrored = plain(interval(n - x, n))
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("interval", RATES, ids=lambda f: f.__name__)
@fast
@given(st.integers(0, 500), st.integers(1, 5000))
def test_an_interval_of_a_rate_holds_it(interval, x, exposure):
    low, high = interval(x, exposure)
    assert 0 <= low <= x / exposure + 1e-12 and x / exposure - 1e-12 <= high


@fast
@given(counts())
def test_wilson_is_where_the_score_test_stops_rejecting(count):
    x, n = count
    z2 = stats.norm.ppf(0.975) ** 2

    def apart(p):
        return (x / n - p) ** 2 - z2 * p * (1 - p) / n

    low = brentq(apart, 0, min(x / n, 1 - 1e-9)) if x else 0.0
    high = brentq(apart, max(x / n, 1e-9), 1) if x < n else 1.0
    assert plain(proportions.wilson(x, n)) == pytest.approx((low, high), abs=1e-9)


@fast
@given(counts(), counts())
def test_koopman_is_where_pearsons_chi_square_stops_rejecting(one, two):
    (x1, n1), (x2, n2) = one, two
    assume(0 < x1 < n1 and 0 < x2 < n2)
    limits = plain(ratios.koopman(x1, n1, x2, n2))
    by_library = confint_proportions_2indep(x1, n1, x2, n2, compare="ratio", method="score", correction=False)
    assert limits == pytest.approx(by_library, rel=1e-6)
    for ratio in limits:
        p2 = _likeliest(ratio, x1, n1, x2, n2)
        chi2 = sum((x - n * p) ** 2 / (n * p * (1 - p)) for x, n, p in ((x1, n1, ratio * p2), (x2, n2, p2)))
        assert chi2 == pytest.approx(stats.chi2.ppf(0.95, 1), rel=1e-5)


def _likeliest(ratio, x1, n1, x2, n2):
    """The share p2 that makes the counts likeliest when p1 = ratio·p2, by search."""
    top = min(1, 1 / ratio)

    def slope(p):
        return (x1 + x2) / p - (n1 - x1) * ratio / (1 - ratio * p) - (n2 - x2) / (1 - p)

    return brentq(slope, top * 1e-12, top * (1 - 1e-12), xtol=1e-15)


@fast
@given(counts(), counts())
def test_two_shares_swapped_give_the_inverse_ratio_and_the_opposite_difference(one, two):
    low, high = plain(ratios.koopman(*one, *two))
    back = plain(ratios.koopman(*two, *one))
    if one[0] and two[0]:
        assert (1 / back[1], 1 / back[0]) == pytest.approx((low, high), rel=1e-6)
    low, high = plain(differences.newcombe(*one, *two))
    back = plain(differences.newcombe(*two, *one))
    assert (-back[1], -back[0]) == pytest.approx((low, high), abs=1e-12)


@fast
@given(counts(), counts())
def test_the_score_test_and_koopmans_interval_say_the_same(one, two):
    p_value = float(differences.score_p_value(*one, *two))
    assume(np.isfinite(p_value) and abs(p_value - 0.05) > 1e-6)
    low, high = ratios.koopman(*one, *two)
    assert (p_value < 0.05) == (not low <= 1 <= high)


@fast
@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 50))
def test_the_exact_test_of_two_rates_and_its_interval_say_the_same(x1, x2, exposure):
    assume(x1 + x2)
    p_value = float(rate_ratios.p_value(x1, exposure, x2, 10))
    assume(abs(p_value - 0.05) > 1e-9)
    low, high = rate_ratios.exact_conditional(x1, exposure, x2, 10)
    assert (p_value < 0.05) == (not low <= 1 <= high)


@fast
@given(counts(), st.integers(0, 500))
def test_bounds_hold_the_share_when_the_denominator_lacks_the_pending(count, pending):
    x, n = count
    low, high = bounds(x, n, pending, False)
    assert 0 <= low <= x / n <= high <= 1


def test_arrays_give_what_single_counts_give():
    x, n = np.array([0, 3, 20]), np.array([20, 20, 20])
    for interval in SHARES:
        one_by_one = [interval(a, b) for a, b in zip(x, n, strict=True)]
        assert pytest.approx(np.array(one_by_one)) == np.array(interval(x, n)).T


def test_nothing_counted_has_no_interval():
    assert np.isnan(proportions.wilson(0, 0)).all() and np.isnan(poisson.exact(3, 0)).all()
    assert np.isnan(ratios.koopman(1, 2, 0, 0)).all() and np.isnan(rate_ratios.ratio(1, 0, 1, 1))


def test_no_event_on_one_side_leaves_the_ratio_open_on_that_side():
    assert ratios.koopman(5, 10, 0, 10)[1] == np.inf and ratios.koopman(0, 10, 5, 10)[0] == 0
    assert rate_ratios.exact_conditional(5, 1, 0, 1)[1] == np.inf


@pytest.mark.parametrize("x, n", [(3, 2), (-1, 2)])
def test_counts_that_cannot_be_are_refused(x, n):
    with pytest.raises(Fault, match="below zero or above its total"):
        proportions.wilson(x, n)
