"""Names keep their script and get a key; references keep their writing and get one under which listings meet."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stage.names import joined, name_keys, read_names
from pipeline.stage.references import read_references

NAMES = {
    "Иванов Пётр": "IVANOV PETR",
    "Petr  IVANOV": "IVANOV PETR",
    "ИВАНОВ, Пётр": "IVANOV PETR",
    "O'Brien, Seán": "OBRIEN SEAN",
    "O’Brien Sean": "OBRIEN SEAN",
    "YILMAZ Ayşe": "AYSE YILMAZ",
    "Yılmaz, Ayşe": "AYSE YILMAZ",
    "Müller-Lüdenscheidt": "LUDENSCHEIDT MULLER",
    "李 明": "LI MING",
}
NO_NAMES = [
    "-",
    "n/a",
    "N.A.",
    "Unknown",
    "НЕИЗВЕСТНО",
    "не установлено",
    "inconnu",
    "bilinmiyor",
    "***",
    "?",
    "",
    None,
]

REFERENCES = {
    "ABC/123": "ABC-123",
    "abc 123": "ABC-123",
    "Ref. ABC/123": "ABC-123",
    "REF: ABC-123": "ABC-123",
    "Réf : ABC 123": "ABC-123",
    "Our ref. ABC/123": "ABC-123",
    "№ 123-45": "123-45",
    "N° 123/45": "123-45",
    "No. 123/45": "123-45",
    "исх. № 123/45": "123-45",
    "Исх.123/45": "123-45",
    "Dosya No: 2015/7": "2015-7",
    "Sayı: 2015/7": "2015-7",
    "２０１５/7": "2015-7",
    "[ABC]_123 ": "ABC-123",
    "2015/10037": "2015-10037",
    "2015-10037": "2015-10037",
    "NO-2015-33": "NO-2015-33",
    "Nordic 12": "NORDIC-12",
}
PLACEHOLDERS = [
    "n/a",
    "0",
    "00",
    "-",
    "none",
    "б/н",
    "Без номера",
    "Ref: n/a",
    "№ -",
    "sans numéro",
    "numarasız",
    "tbc",
]
BLACKED_OUT = ["CCF/[xxx]/[xxx]", "CCF/xxx", "(Ref. CCF/ […])", "CCF/R ...", "███/2015"]


def test_a_name_keeps_its_script_and_its_key_does_not_depend_on_order_or_script(words, tidy):
    reading = read_names(tidy(list(NAMES)), words.no_name)
    assert dict(zip(NAMES, reading["key"], strict=True)) == NAMES
    assert reading["name"].to_list() == [" ".join(name.split()) for name in NAMES]


def test_fillers_are_no_names(words, tidy):
    reading = read_names(tidy([*NO_NAMES, "Null", "Nan Ai"]), words.no_name)
    assert reading["name"].to_list() == [None] * len(NO_NAMES) + ["Null", "Nan Ai"]
    assert reading["key"].to_list() == [None] * len(NO_NAMES) + ["NULL", "AI NAN"]


@pytest.mark.parametrize(
    "forename, family, name",
    [
        ("Ivan", "Ivanov", "Ivan Ivanov"),
        (None, "Ivanov", "Ivanov"),
        ("-", "Ivanov", "Ivanov"),
        ("Ivan", "n/a", "Ivan"),
        ("-", None, None),
    ],
)
def test_a_forename_stands_before_the_family_name_and_may_be_missing(words, tidy, forename, family, name):
    assert joined(tidy([forename]), tidy([family]), words.no_name).to_list() == [name]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_a_key_is_ascii_and_the_same_for_any_order_of_the_parts(parts):
    one, other = name_keys(pl.Series([" ".join(parts), " ".join(reversed(parts))]))
    assert one == other
    assert one is None or one.isascii()


def test_spellings_of_one_reference_meet(words, tidy):
    reading = read_references(tidy(list(REFERENCES)), words.references)
    assert dict(zip(REFERENCES, reading["key"], strict=True)) == REFERENCES
    assert reading["written"].to_list() == [text.strip() for text in REFERENCES]


@pytest.mark.parametrize("written", [*PLACEHOLDERS, *BLACKED_OUT])
def test_a_placeholder_or_a_blacked_out_number_has_no_key(words, tidy, written):
    assert read_references(tidy([written]), words.references).row(0) == (written, None)


def test_a_blank_reference_is_neither_written_nor_a_key(words, tidy):
    assert read_references(tidy(["  ", None]), words.references).rows() == [(None, None)] * 2


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=20))
def test_a_key_has_no_blanks_and_starts_with_a_letter_or_digit(words, tidy, text):
    key = read_references(tidy([text]), words.references)["key"]
    if key.item() is not None:
        assert not key.item().startswith("-")
        assert not any(sign.isspace() for sign in key.item())
