"""The methods of comparison, time and policy on invented data whose answer is known."""

import numpy as np
import pytest
from scipy import stats

from pipeline.errors import Fault
from pipeline.measure import (
    clustered,
    equality,
    funnel,
    incidence,
    missing,
    multiple,
    policy,
    proportions,
    ranks,
    shrinkage,
    standardise,
)


def test_a_funnel_is_cut_to_shares_and_widens_with_few_cases():
    assert funnel.limits(10, 0.1)[0] == 0
    few, many = funnel.limits([20, 2000], 0.5)
    assert few[1] < many[1] < 0.5 < many[2] < few[2]


def test_planted_spread_between_countries_is_found_and_chance_alone_gives_none():
    random = np.random.default_rng(1)
    n = np.full(400, 200)
    chance = funnel.over_dispersion(random.binomial(n, 0.5), n, 0.5, winsorised=0)
    spread = funnel.over_dispersion(random.binomial(n, random.normal(0.5, 0.1, n.size)), n, 0.5, winsorised=0)
    assert chance.factor == pytest.approx(1, abs=0.2) and chance.between < 0.02
    assert spread.between == pytest.approx(0.1, abs=0.015)
    assert funnel.wide_limits(200, 0.5, spread)[1] < funnel.wide_limits(200, 0.5, chance)[1]


def test_shrinking_draws_the_thinnest_country_in_most_and_keeps_order_of_sizes():
    x, n = np.array([1, 80, 300, 45, 20]), np.array([1, 100, 1000, 100, 60])
    found = shrinkage.shrink(x, n)
    drawn = np.abs(found.mean - x / n)
    assert drawn.argmax() == 0 and drawn[2] < 0.01
    assert np.all((found.low < found.mean) & (found.mean < found.high))


def test_shrunken_intervals_are_wider_than_with_the_common_distribution_taken_as_known():
    x, n = np.array([3, 5, 9, 2]), np.array([10, 10, 12, 9])
    a, b = shrinkage.fit(x, n).posterior(x, n)
    known = stats.beta.ppf(0.975, a, b) - stats.beta.ppf(0.025, a, b)
    found = shrinkage.shrink(x, n)
    assert np.all(found.high - found.low > known)


def test_places_of_clearly_different_countries_are_sure_and_of_equal_ones_are_not():
    x, n = np.array([900, 500, 100]), np.array([1000, 1000, 1000])
    best, worst = ranks.posterior_interval(x + 0.5, n - x + 0.5)
    assert best.tolist() == worst.tolist() == [1, 2, 3]
    best, worst = ranks.posterior_interval(np.full(4, 50.5), np.full(4, 50.5))
    assert best.tolist() == [1] * 4 and worst.tolist() == [4] * 4
    assert ranks.prob_first(np.full(4, 50.5), np.full(4, 50.5)) == pytest.approx(0.25)


def test_a_place_by_tests_leaves_open_what_the_tests_leave_open():
    assert ranks.rank(30, [50, 30, 10]) == 2
    assert ranks.interval(30, [50, 30, 10], [0.001, 1.0, 0.001]) == (2, 3)
    assert ranks.interval(30, [50, 30, 10], [0.04, 1.0, np.nan]) == (1, 4)


def test_no_tests_need_no_adjusting():
    assert multiple.holm([]).size == 0


def test_imbens_manski_is_between_the_bounds_and_two_sided_limits():
    low, high = missing.imbens_manski(24, 78, 137)
    least, most = missing.manski(24, 78, 137)
    assert low < least and most < high
    assert missing.critical_value(0, 0.1) == pytest.approx(stats.norm.ppf(0.975))
    assert missing.critical_value(10, 0.1) == pytest.approx(stats.norm.ppf(0.95))


def test_with_nothing_unknown_the_bounds_meet_and_no_case_is_refused():
    assert missing.manski(3, 10, 10) == (0.3, 0.3)
    with pytest.raises(Fault, match="no cases"):
        missing.manski(0, 0, 0)


def test_passed_and_overturned_together_bound_all_published_requests():
    assert missing.among_published(1000, 50, 50) == (0.05, 0.95)


def files(persons, each, share, seed):
    """Files of persons who each have one fate: whether it counts, and whose it is."""
    fates = np.random.default_rng(seed).random(persons) < share
    return np.repeat(fates, each).astype(int), np.repeat(np.arange(persons), each)


def test_files_of_one_person_that_end_alike_count_once():
    counts, person = files(100, 5, 0.4, 7)
    found = clustered.sandwich(counts, person)
    assert found.effect == pytest.approx(5, rel=0.02) and found.persons == 100
    assert (found.low, found.high) == pytest.approx(proportions.wilson(counts.sum() / 5, 100), abs=0.002)
    again = clustered.bootstrap(counts, person)
    assert (again.low, again.high) == pytest.approx((found.low, found.high), abs=0.02)
    assert again == clustered.bootstrap(counts, person)


def test_one_file_each_gives_wilson_and_unknown_persons_are_each_their_own():
    counts, person = files(200, 1, 0.3, 3)
    assert clustered.sandwich(counts, person).effect == pytest.approx(1, abs=0.01)
    unknown = clustered.sandwich(counts, [None] * 200)
    assert unknown.persons == 200
    assert (unknown.low, unknown.high) == pytest.approx(proportions.wilson(counts.sum(), 200), abs=0.001)


def test_where_every_file_counts_the_persons_take_the_place_of_files():
    found = clustered.sandwich([1] * 50, list(range(10)) * 5)
    level = 2 * stats.norm.cdf(stats.t.ppf(0.975, 9)) - 1  # ten persons: t with nine degrees of freedom
    low, high = proportions.wilson(10, 10, level)
    assert (found.value, found.low, found.high) == pytest.approx((1, float(low), float(high)))


def test_files_of_one_person_widen_the_error_of_a_cumulative_incidence():
    time, end = np.tile([5, 9, 14, 20, 31, 44], 2), np.tile([1, 2, 1, 0, 2, 1], 2)
    person = np.tile(range(6), 2)
    alone = incidence.aalen_johansen(time, end, 1)
    together = incidence.aalen_johansen(time, end, 1, person=person)
    once = incidence.aalen_johansen(time[:6], end[:6], 1)
    assert together.share == pytest.approx(once.share) and together.se == pytest.approx(once.se)
    assert np.all(alone.se < together.se)
    assert once.at(4) == (0, 0) and once.at(5)[0] == pytest.approx(1 / 6)


def test_a_file_seen_late_is_at_risk_only_from_then_on():
    found = incidence.aalen_johansen([10, 20, 30], [1, 1, 2], 1, entry=[0, 15, 0])
    assert found.at_risk.tolist() == [2, 2, 1]
    assert found.share.tolist() == [0.5, 0.75, 0.75]


QUARTERS = np.arange(32)


def quarters(step, seed, level=200.0):
    expected = level * np.exp(0.01 * QUARTERS + np.log(step) * (QUARTERS >= 20))
    return np.random.default_rng(seed).poisson(expected)


def test_a_planted_step_is_found_and_placebo_days_show_none():
    series = quarters(0.6, 5)
    found = policy.segmented(series, QUARTERS, QUARTERS >= 20, slope=True, lags=2)
    assert found.step.low < 0.6 < found.step.high < 1
    assert found.slope.low < 1 < found.slope.high
    before = QUARTERS < 20
    for _, effect in policy.placebo(series[before], QUARTERS[before], [8, 12]):
        assert effect.low < 1 < effect.high


def test_what_all_countries_share_is_no_effect_of_a_rule_for_one():
    names = ["RUS", "TUR", "ARM", "DEU"]
    series = np.concatenate([quarters(0.6, i, 150 + 50 * i) for i in range(4)])
    unit, time = np.repeat(names, QUARTERS.size), np.tile(QUARTERS, 4)
    shared = policy.controlled(series, unit, time, "RUS", 20)
    assert shared.ratio == pytest.approx(1, abs=0.1)
    alone = np.concatenate([quarters(0.6, 0, 150), *(quarters(1.0, i, 150 + 50 * i) for i in range(1, 4))])
    assert policy.controlled(alone, unit, time, "RUS", 20).ratio == pytest.approx(0.6, abs=0.06)


def test_a_difference_of_mix_alone_vanishes_when_standardised():
    mix = np.array([[900, 100], [100, 900]])
    events = mix * [0.1, 0.5]
    found = [standardise.direct(x, n, [1, 1]) for x, n in zip(events, mix, strict=True)]
    assert found[0].crude == pytest.approx(0.14) and found[1].crude == pytest.approx(0.46)
    assert [f.rate for f in found] == pytest.approx([0.3, 0.3])


def test_no_event_has_a_lower_limit_of_0():
    assert standardise.direct([0, 0], [10, 10], [1, 1]).low == 0
    assert standardise.indirect([0], [10], [5], [100]).low == 0


def test_strata_that_disagree_are_found_out():
    tables = [[[90, 10], [50, 50]], [[10, 90], [50, 50]]]
    assert standardise.mantel_haenszel(tables).homogeneity_p < 1e-6


def test_a_hidden_cause_must_be_as_strong_for_a_ratio_as_for_its_inverse():
    assert equality.e_value([2.0, 0.5]) == pytest.approx(2 + np.sqrt(2))
