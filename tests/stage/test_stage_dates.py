"""Dates in all the ways of writing them, and never more precise than written."""

import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stage.dates import read_dates
from pipeline.stage.text import UNREAD

DAYS = [
    "2015-03-02",
    "02.03.2015",
    "2/3/2015",
    "2 3 2015",
    "02-03-2015",
    "2015/03/02",
    "2015.03.02",
    "20150302",
    "2 March 2015",
    "March 2, 2015",
    "2nd of March 2015",
    "02-Mar-2015",
    "02MAR2015",
    "2 mars 2015",
    "le 2 mars 2015",
    "2 марта 2015",
    "2 марта 2015 г.",
    "02 мар. 2015 года",
    "2 Mart 2015",
    "2 de marzo de 2015",
    "02.03.15",
    "2-mar-15",
    "2015-03-02 12:33:01",
    "2015-03-02T12:33:01.250Z",
    "02.03.2015 12:33",
    "20150302T123301",
    "Mon, 02 Mar 2015 10:00:00 +0300",
    "2 марта 2015 г., 14:05",
]
PARTS = [
    ("2015", "2015"),
    ("2015 г.", "2015"),
    ("2015-03", "2015-03"),
    ("2015/3", "2015-03"),
    ("03/2015", "2015-03"),
    ("03.2015", "2015-03"),
    ("March 2015", "2015-03"),
    ("mars 2015", "2015-03"),
    ("март 2015", "2015-03"),
    ("Mart 2015", "2015-03"),
    ("août 2015", "2015-08"),
    ("Ağustos 2015", "2015-08"),
    ("1975/00/00", "1975"),
    ("1975-03-00", "1975-03"),
    ("00.00.1975", "1975"),
]
UNREADABLE = [
    *("circa 2015", "~2015", "2015?", "before 2015", "2015-2016", "2010–12", "Q1 2015", "spring 2015", "15 foo 2015"),
    *("31.02.2015", "2015-02-30", "13/13/2015", "2015-13", "00-05", "10/00/2015", "9999-12-31", "1066-10-14", "201503"),
    *("42000", "12", "not a date", "2015-03-02 or later", "-2015"),
]


def test_a_day_is_read_however_it_is_written(words, tidy):
    reading = read_dates(tidy(DAYS), words.months)
    assert dict(zip(DAYS, reading["text"], strict=True)) == dict.fromkeys(DAYS, "2015-03-02")
    assert set(reading["date"]) == {date(2015, 3, 2)}
    assert reading[UNREAD].null_count() == len(DAYS)


@pytest.mark.parametrize("written, text", PARTS)
def test_a_month_or_a_year_stays_one(words, tidy, written, text):
    assert read_dates(tidy([written]), words.months).row(0) == (None, text, None)


@pytest.mark.parametrize("written", UNREADABLE)
def test_what_is_not_understood_whole_is_not_understood(words, tidy, written):
    assert read_dates(tidy([written]), words.months).row(0) == (None, None, written)


def test_every_month_name_of_the_vocabulary_is_read(words, tidy):
    names = [name.title() for name in words.months]
    read = read_dates(tidy([f"7 {name} 2019" for name in names]), words.months)["text"]
    assert read.to_list() == [f"2019-{int(month):02d}-07" for month in words.months.values()]


def test_months_come_first_only_where_the_delivery_says_so(words, tidy):
    cells = tidy(["03/04/2015", "03/15/2015", "15/03/2015"])
    assert read_dates(cells, words.months)["text"].to_list() == ["2015-04-03", None, "2015-03-15"]
    assert read_dates(cells, words.months, month_first=True)["text"].to_list() == ["2015-03-04", "2015-03-15", None]


@pytest.mark.parametrize(
    "short, event, birth", [("15", 2015, None), ("45", 2045, None), ("46", 1946, 1946), ("98", 1998, 1998)]
)
def test_two_digit_years_are_read_only_where_one_century_is_possible(words, tidy, short, event, birth):
    cells = tidy([f"12.03.{short}"])
    years = [read_dates(cells, words.months, birth=is_birth)["date"].dt.year().item() for is_birth in (False, True)]
    assert years == [event, birth]


def _signs() -> st.SearchStrategy[str]:
    return st.text(alphabet="0123456789 .-/:T марчoctабфé,'’~?", max_size=22)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.one_of(st.none(), st.text(max_size=15), _signs()), min_size=1, max_size=20),
    st.booleans(),
    st.booleans(),
)
def test_any_text_gives_an_iso_prefix_or_nothing(words, tidy, texts, month_first, birth):
    cells = tidy(texts)
    reading = read_dates(cells, words.months, month_first=month_first, birth=birth)
    for cell, (day, text, unread) in zip(cells, reading.iter_rows(), strict=True):
        assert text is None or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text)
        assert (day is None) or day.isoformat() == text
        assert (day is not None) == (text is not None and len(text) == 10)
        assert cell is None or (text is None) == (unread is not None)


@settings(deadline=None, max_examples=100)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        [("%Y-%m-%d", 10), ("%d.%m.%Y", 10), ("%Y%m%d", 10), ("%Y-%m", 7), ("%m/%Y", 7), ("%B %Y", 7), ("%Y", 4)]
    ),
)
def test_precision_is_that_of_the_writing(words, tidy, day, form):
    pattern, length = form
    reading = read_dates(tidy([day.strftime(pattern)]), words.months)
    assert reading["text"].item() == day.isoformat()[:length]
    assert reading.schema["date"] == pl.Date
