"""Of tables never seen before, at least nine columns in ten come out right."""

import csv
from collections import defaultdict

import pytest

from benchmarks.describe import UNSEEN, answers
from pipeline.describe.words import words
from pipeline.settings import Settings


@pytest.fixture(scope="module")
def found():
    return answers()


def test_nine_columns_in_ten_are_right(found):
    assert len(found) >= 120
    assert len({answer.file_name for answer in found}) >= 12
    assert sum(answer.is_right for answer in found) / len(found) >= 0.9


def test_every_language_does_well(found):
    by_language = defaultdict(list)
    for answer in found:
        by_language[answer.language].append(answer.is_right)
    poor = {language: right for language, right in by_language.items() if sum(right) / len(right) < 0.8}
    assert set(by_language) == {"en", "fr", "ru", "tr", "es", "ar"}
    assert poor == {}


def test_no_heading_of_the_test_is_in_the_list():
    known = defaultdict(set)
    with (Settings().vocabulary / "headers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known[words(row["header"])].add(row["record"])
    with UNSEEN.open(encoding="utf-8", newline="") as file:
        headings = [(row["header"], row["record"]) for row in csv.DictReader(file)]
    assert [heading for heading, record in headings if {record, "*"} & known[words(heading)]] == []
