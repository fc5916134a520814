"""Text is tidied without loss and folded so that spellings of one word meet."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stage.text import UNREAD, by_distinct, fold_all, tidied


@pytest.mark.parametrize(
    "written, tidy",
    [
        ("  Иванов\u00a0 Иван \r\n", "Иванов Иван"),
        ("Mu\u0308ller", "Müller"),
        ("RU \n UA", "RU\nUA"),
        (" \t\u200b", None),
        ("", None),
        (None, None),
        ("plain", "plain"),
    ],
)
def test_cells_are_composed_trimmed_and_single_spaced(written, tidy):
    assert tidied(pl.DataFrame({"cell": [written]}, schema={"cell": pl.String})).item() == tidy


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), min_size=1, max_size=5))
def test_tidying_twice_changes_nothing_and_gives_composed_text(texts):
    frame = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    once = tidied(frame)
    assert tidied(once).equals(once)
    assert all(text == unicodedata.normalize("NFC", text) for text in once["cell"].drop_nulls())


@pytest.mark.parametrize(
    "one, other",
    [
        ("KIRMIZI BÜLTEN", "kırmızı bülten"),
        ("İptal", "iptal"),
        ("Non-conforme", "non conforme"),
        ("Отчёт.", "отчет"),
        ("Straße", "STRASSE"),
        ("Conditions for revision met, Not compliant", "conditions for revision met  not compliant"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(one, other):
    assert fold_all([one]) == fold_all([other])


def test_scripts_are_never_mixed_up():
    assert fold_all(["НЦБ Москва"]) == ["нцб москва"]
    assert fold_all(["COP"]) != fold_all(["СОР"])  # Latin and Cyrillic letters that look alike


def test_each_distinct_text_is_read_once_and_laid_back_in_order():
    seen: list[list[str]] = []

    def read(texts: pl.Series) -> pl.DataFrame:
        seen.append(texts.to_list())
        return pl.DataFrame({"value": texts.str.to_uppercase(), UNREAD: texts})

    frame = by_distinct(pl.Series(["b", None, "a", "b"]), read)
    assert seen == [["b", "a"]]
    assert frame["value"].to_list() == ["B", None, "A", "B"]
