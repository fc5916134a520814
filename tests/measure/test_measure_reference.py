"""All 90 reference cases, each at the tolerance of its row."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from pipeline.measure import equality, odds, rate_ratios
from tests.measure import r_roots
from tests.measure.reference import ANSWERS

with (Path(__file__).parent / "reference_cases.csv").open() as file:
    CASES = {row["id"]: row for row in csv.DictReader(file)}

# Rows whose printed value is a stop of R's root-finder, further from the root than the row tolerates: tested below
# by reproducing R's stop at that tolerance, and by showing that ours solves the equation.
STOPPED_EARLY = {
    "bc_rate_midp": "rateratio.midp of epitools 0.5",
    "wcgs_or_fisher": "fisher.test of R 4.2.2",
    "fisher_tea": "fisher.test of R 4.2.2",
}


def answer_to(case):
    prefix = max((p for p in ANSWERS if case["id"].startswith(p)), key=len, default=None)
    return None if prefix is None else ANSWERS[prefix]


def same(found, expected, tolerance):
    """Assert that every part of what the row expects is there, at its tolerance; null is NaN or nothing."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            same(found[key], value, tolerance)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, value in zip(found, expected, strict=True):
            same(one, value, tolerance)
    elif expected is None:
        assert np.isnan(found)
    else:
        assert float(found) == pytest.approx(expected, rel=tolerance, abs=tolerance)


@pytest.mark.parametrize("case", [CASES[i] for i in CASES if i not in STOPPED_EARLY], ids=lambda case: case["id"])
def test_reference_case(case):
    found = answer_to(case)(**json.loads(case["inputs"]))
    same(found, json.loads(case["expected"]), float(case["tolerance"]))


def test_every_case_has_an_answer():
    assert len(CASES) == 90
    assert {i for i in CASES if answer_to(CASES[i]) is None} == set(STOPPED_EARLY)


def expected(name):
    return json.loads(CASES[name]["expected"]), float(CASES[name]["tolerance"])


def test_the_mid_p_rate_ratio_is_the_root_that_r_stops_short_of():
    counts = json.loads(CASES["bc_rate_midp"]["inputs"])
    row, tolerance = expected("bc_rate_midp")
    same(r_roots.rateratio_midp(**counts), [row["rr"], *row["ci"]], tolerance)
    low, high = rate_ratios.mid_p(**counts)
    middle = rate_ratios.median_unbiased(**counts)
    same([middle, low, high], [row["rr"], *row["ci"]], 2e-4)
    for ratio, below in ((low, 0.975), (middle, 0.5), (high, 0.025)):
        s = ratio * counts["t1"] / (ratio * counts["t1"] + counts["t2"])
        assert stats.binom.cdf(40, 56, s) + stats.binom.pmf(41, 56, s) / 2 == pytest.approx(below, abs=1e-9)


@pytest.mark.parametrize(
    "name, counts, key",
    [("wcgs_or_fisher", (178, 1589, 79, 1565), "or"), ("fisher_tea", (3, 4, 1, 4), "or_cmle")],
)
def test_fishers_interval_is_the_root_that_r_stops_short_of(name, counts, key):
    row, tolerance = expected(name)
    same(r_roots.fisher_test(*counts), [row[key], *row["ci"]], tolerance)
    value, low, high = odds.exact(*counts)
    same([value, low, high], [row[key], *row["ci"]], 0.01)
    x1, n1, x2, n2 = counts
    at = {ratio: stats.nchypergeom_fisher(n1 + n2, n1, x1 + x2, ratio) for ratio in (value, low, high)}
    assert at[value].mean() == pytest.approx(x1, rel=1e-6)
    assert at[low].sf(x1 - 1) == pytest.approx(0.025, rel=1e-6)
    assert at[high].cdf(x1) == pytest.approx(0.025, rel=1e-6)


def test_the_lady_tasting_tea():
    row, tolerance = expected("fisher_tea")
    assert equality.fisher(3, 4, 1, 4) == pytest.approx(row["p_two_sided"], abs=tolerance)
