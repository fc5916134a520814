"""At the desk a number lists file and place of the records that `article3 trace` names; a public page lists none."""

import csv
from dataclasses import replace

import pytest

from pipeline import warehouse
from pipeline.report.pages.base import Material
from pipeline.report.pages.numbers import numbers
from pipeline.results.numbers import Numbers
from pipeline.results.subject import Subject, Window
from pipeline.trace.run import run as trace

DECADE = Window("decade_10", 2015, 2024, "ten years")
ABOUT = Subject("RUS", "TUR", "WANTED", 2024, "decade_10", (DECADE,), ("a test",), True)
NAMES = [
    "overturn_rate.on_merits.RUS.WANTED.2024.decided",
    "overturn_rate.received.RUS.WANTED.decade_10.received",
    "initial_pass_rate.checked.RUS.WANTED.2023.requested",
    "complaints.cases.RUS.WANTED.decade_10.received",
    "messages.cases.RUS.ALL.2023.sent",
]


@pytest.fixture(scope="module")
def desk(settings):
    """name -> its entry, as the desk sees it and as a page for everybody has it."""
    with warehouse.reading(settings) as con:
        private = Material(settings, con, Numbers({}), ABOUT, private=True)
        told = [
            {entry.name: entry for page in numbers(m, set(NAMES)) for entry in page.holds["entries"]}
            for m in (private, replace(private, private=False))
        ]
    return told


@pytest.mark.parametrize("name", NAMES)
def test_the_records_of_a_number_are_those_that_trace_lists(settings, desk, tmp_path, name):
    trace(settings, [name], table=tmp_path / "traced.csv")
    with (tmp_path / "traced.csv").open(encoding="utf8", newline="") as lines:
        traced: dict[str, list[str]] = {}
        for row in csv.DictReader(lines):
            place = f"{row['delivery']}/{row['source_file']}, {row['source_locator']}"
            traced.setdefault(row["side"], []).append(place)
    assert traced
    assert {side: places for side, _, places in desk[0][name].places if places} == traced


def test_a_side_says_how_many_cases_it_has(desk):
    rate = desk[0]["overturn_rate.on_merits.RUS.WANTED.2024.decided"]
    assert [(side, cases) for side, cases, _ in rate.places] == [("numerator", 1), ("denominator", 2)]
    assert rate.places[0][2] == ["leak/complaints.csv, line 1", "leak/decision.pdf, page 2"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_for_everybody_lists_no_record(desk, name):
    entry = desk[1][name]
    assert entry.places is None and "leak/" not in str(entry)
    assert entry.is_traced and entry.queries
