"""Numbers by name: small ones blank, unknown ones said, bounds of two populations worked out from published counts."""

import json

import pytest

from pipeline.errors import Fault
from pipeline.results.numbers import Numbers
from pipeline.results.populations import bounds
from pipeline.results.subject import Subject

RATE = {"value": 0.45, "low": 0.4, "high": 0.5, "numerator": 45, "denominator": 100, "is_suppressed": False}
SUBJECT = Subject("RUS", "TUR", "WANTED", 2024, "decade_10", (), ("a test",), True)


def test_a_number_is_found_by_its_name(tmp_path):
    path = tmp_path / "measures.json"
    path.write_text(json.dumps({"a.rate": RATE, "a.count": {"n": 7, "is_suppressed": False}}))
    numbers = Numbers.read(path)
    assert (numbers("a.rate").value, numbers("a.rate").of) == (0.45, "45 of 100")
    assert numbers("a.count").count == "7"


def test_a_comparison_gives_its_ratio_as_value():
    number = Numbers({"c": {"ratio": 3.0, "value_a": 900, "value_b": 300, "low": 2.6, "high": 3.4}})("c")
    assert (number.ratio, number.low, number.high) == ("3.00", 2.6, 3.4)


def test_a_suppressed_number_keeps_nothing():
    number = Numbers({"a": {**RATE, "numerator": 3, "is_suppressed": True}})("a")
    assert (number.value, number.numerator, number.denominator, number.low) == (None, None, None, None)
    assert number.percent == number.of == number.interval == number.count == "too few to show"


def test_an_unknown_number_is_no_figure_and_no_error():
    number = Numbers({})("overturn_rate.on_merits.RUS.WANTED.1985.decided")
    assert not number.is_known and not number.is_shown
    assert number.percent == number.of == number.ratio == "no figure"


def test_without_measures_it_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="article3 run"):
        Numbers.read(tmp_path / "measures.json")


def test_the_share_of_all_published_requests_is_only_bounded():
    who = "RUS.WANTED.all"
    table = {
        f"overturn_rate.on_merits.{who}.decided": {**RATE, "numerator": 60, "denominator": 100},
        f"complaint_rate.per_circulated.{who}.received": {**RATE, "denominator": 400},
    }
    found = bounds(Numbers(table), SUBJECT)
    assert (found.overturned, found.kept, found.published) == (60, 40, 400)
    assert (found.low, found.high) == (60 / 400, 1 - 40 / 400)


def test_no_bounds_from_a_suppressed_number():
    who = "RUS.WANTED.all"
    table = {
        f"overturn_rate.on_merits.{who}.decided": {**RATE, "is_suppressed": True},
        f"complaint_rate.per_circulated.{who}.received": RATE,
    }
    assert bounds(Numbers(table), SUBJECT) is None
