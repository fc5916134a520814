"""Numbers, names and verdicts are written everywhere the same."""

import pytest

from pipeline.results import words
from pipeline.results.leads import lead_sentence, who_leads


@pytest.mark.parametrize(
    "written, expected",
    [
        (words.percent(0.4975), "49.8 %"),
        (words.percent(None), "no figure"),
        (words.percents(0.1, 0.205), "10.0 to 20.5 %"),
        (words.ratio(2.9999), "3.00"),
        (words.ratios(2.5, None), "2.50 or more"),
        (words.ratios(None, None), "no figure"),
        (words.count(12345), "12,345"),
        (words.country("TUR"), "Turkey"),
        (words.country("RUS"), "Russia"),
        (words.country("XKX"), "Kosovo"),
        (words.country("QQQ"), "QQQ"),
        (words.country(None), "Unknown"),
        (words.verdict("not settled"), "is not settled"),
        (words.verdict("does not hold"), "does not hold"),
    ],
)
def test_how_things_are_written(written, expected):
    assert written.replace(words.GAP, " ") == expected


@pytest.mark.parametrize(
    "ratio, low, high, leader, said",
    [
        (3.02, 2.8, 3.3, "a", "Russia drew 3.0 times as many complaints as Turkey"),
        (0.5, 0.4, 0.6, "b", "Turkey drew more complaints than Russia, 2.0 to 1"),
        (0.0, 0.0, 0.2, "b", "Turkey drew more complaints than Russia"),
        (1.1, 0.9, 1.3, "neither", "Russia and Turkey drew complaints in numbers too close to tell apart"),
        (None, None, None, "unknown", "Russia against Turkey: too few complaints to compare"),
    ],
)
def test_the_lead_says_who_is_ahead(ratio, low, high, leader, said):
    assert who_leads(ratio, low, high) == leader
    assert lead_sentence("Russia", "Turkey", ratio, low, high, "complaints") == said
