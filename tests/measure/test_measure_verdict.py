"""The rule of the ledger, operator by operator."""

import pytest

from pipeline.measure.ledger.finding import Finding
from pipeline.measure.ledger.verdict import FAILS, HOLDS, OPEN, UNTESTED, verdict

ABOUT_HALF = ("approx", 0.5, 0.05)


@pytest.mark.parametrize(
    "found, expected",
    [
        (Finding(0.52, 0.40, 0.64, 0.41, 0.59), HOLDS),  # the bounds may lie within twice the tolerance
        (Finding(0.52, 0.40, 0.64, 0.39, 0.59), OPEN),  # a bound beyond twice the tolerance
        (Finding(0.58, 0.50, 0.66, 0.57, 0.59), OPEN),  # the value is out, the interval is not
        (Finding(0.70, 0.60, 0.80, 0.54, 0.76), OPEN),  # interval out, a bound still in
        (Finding(0.70, 0.60, 0.80, 0.58, 0.76), FAILS),  # both out
        (Finding(0.52, 0.30, 0.74), HOLDS),  # no bounds: the value stands for them
        (Finding(0.56), FAILS),  # neither interval nor bounds
        (Finding(), UNTESTED),
    ],
)
def test_a_share_about_half(found, expected):
    assert verdict(found, *ABOUT_HALF) == expected


@pytest.mark.parametrize(
    "operator, value, tolerance, found, expected",
    [
        ("ratio", 3, 0.45, Finding(2.6, 2.2, 3.1), HOLDS),
        ("ratio", 3, 0.45, Finding(1.2, 0.9, 1.6), FAILS),
        ("ratio", 3, 0.45, Finding(5.0, 3.0, None), OPEN),  # no upper end
        ("rank", 1, None, Finding(1, 1, 2), HOLDS),
        ("rank", 1, None, Finding(2, 1, 3), OPEN),
        ("rank", 1, None, Finding(3, 2, 4), FAILS),
        ("at_least", 700, None, Finding(700, 650, 750), HOLDS),
        ("at_least", 700, None, Finding(690, 640, 743), OPEN),
        ("at_least", 700, None, Finding(400, 362, 441), FAILS),
        ("below", None, None, Finding(-0.1, -0.2, 0.0), HOLDS),
        ("below", None, None, Finding(-0.1, -0.2, 0.0, -0.2, 0.01), OPEN),
        ("below", None, None, Finding(0.1, 0.05, 0.2), FAILS),
        ("above", None, None, Finding(0.1, 0.05, 0.2), HOLDS),
        ("below", None, None, Finding(0.0, 0.0, 0.0), FAILS),
        ("exists", None, None, Finding(0), FAILS),
        ("exists", None, None, Finding(3), HOLDS),
        ("date", None, None, Finding(0), HOLDS),
        ("date", None, None, Finding(31), FAILS),
        ("trend_up", None, None, Finding(0.1, -0.1, 0.3), HOLDS),
        ("trend_up", None, None, Finding(-0.1, -0.3, 0.1), OPEN),
        ("equals", 196, None, Finding(195), FAILS),
    ],
)
def test_each_operator(operator, value, tolerance, found, expected):
    assert verdict(found, operator, value, tolerance) == expected


def test_evidence_of_another_thing_leaves_it_open():
    assert verdict(Finding(3), "exists", None, None, settles=False) == OPEN
    assert verdict(Finding(), "exists", None, None, settles=False) == UNTESTED
