"""Headings are understood in their many spellings, by the list alone."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.describe.headings import IGNORE, Headings, headings
from pipeline.describe.words import words
from pipeline.errors import Fault
from pipeline.fields import mappable
from pipeline.mapping import KINDS
from pipeline.settings import Settings

VOCABULARY = Settings().vocabulary


def best(heading: str, record: str = "requests") -> str:
    like = headings(VOCABULARY, record).likeness(heading)
    return max(like, key=lambda field: like[field])


@pytest.mark.parametrize("heading", ["dateOfBirth", "DATE_OF_BIRTH", "Date of birth:", "dateofbirth", "Дата рождения"])
def test_one_heading_in_many_spellings(heading):
    assert best(heading) == "birth_date"


@pytest.mark.parametrize(
    "heading, field",
    [
        ("Год рожденья", "birth_date"),
        ("DOĞUM TARİHİ", "birth_date"),
        ("req_cntry", "requesting_country"),
        ("natlty", "nationalities"),
        ("grazhdanstvo", "nationalities"),
        ("cancelation dt", "cancelled_on"),
    ],
)
def test_accents_shortened_words_other_letters_and_slips_of_the_pen(heading, field):
    assert best(heading) == field


def test_words_are_in_one_form():
    assert words("Requête_n°") == ("requete", "no")
    assert words("Ф.И.О.") == ("фио",)
    assert words("NCBName 2") == ("ncb", "name")
    assert words("№ дела") == ("no", "дела")


def test_the_same_heading_is_another_field_in_another_kind():
    assert best("Type", "requests") == "instrument"
    assert best("Type", "complaints") == "complaint_kind"
    assert best("Type", "messages") == "purpose"


def test_every_line_of_the_list_names_a_field_of_its_kind():
    with (VOCABULARY / "headers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        row
        for row in rows
        if row["field"] != IGNORE
        and not any(row["field"] in mappable(kind) for kind in KINDS if row["record"] in (kind, "*"))
    ]
    assert len(rows) > 3000
    assert wrong == []
    assert {row["language"] for row in rows} >= {"en", "fr", "ru", "tr", "es", "ar"}


def test_a_missing_list_is_a_fault(tmp_path):
    with pytest.raises(Fault, match=r"headers\.csv"):
        headings(tmp_path, "requests")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=40))
def test_any_text_gets_likenesses_from_0_to_1(heading):
    known = Headings([("Date of birth", "birth_date"), ("Номер", "reference"), ("Photo", IGNORE)])
    assert all(0 < like <= 1 for like in known.likeness(heading).values())
