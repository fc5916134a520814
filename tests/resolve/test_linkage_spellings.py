"""Whole names written by different habits come out as one name; different names do not."""

import csv
from pathlib import Path

import polars as pl
import pytest

from pipeline import warehouse
from pipeline.resolve.comparisons import COMPARISONS, level_of, prepare
from pipeline.resolve.names.whole import named

PAIRS = list(csv.DictReader(Path(__file__).with_name("spellings.csv").open(encoding="utf8")))
# The level from which a name is the same in all but its writing.
SAME = 4


def level(one, other):
    """The level of agreement that linkage finds between two names."""
    rows = named(pl.Series([one, other]))
    with warehouse.connect() as con:
        prepare(con)
        for side, name in (("l", one), ("r", other)):
            row = rows.filter(pl.col("name") == name)
            con.register(side, row.rename({column: f"{column}_{side}" for column in row.columns}).to_arrow())
        return con.execute(f"select {level_of(COMPARISONS[0])} from l cross join r").fetchone()[0]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['language']} {pair['habit']}: {pair['other']}")
def test_one_name_by_two_habits(pair):
    assert level(pair["one"], pair["other"]) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("جمال الحوراني", "Kamal al-Hurani"),
        ("نبيل منصور", "Nabil Nasser"),
        ("علي حسن", "Ola Hussain Saleh"),
        ("Гончар Ігор", "Ігор Гончаренко"),
        ("Щукин Юрий", "Щукин Георгий"),
        ("王小明", "Wang Daming"),
        ("Li Na", "Lu Ni"),
        ("Anna Petrova", "Anton Petrov"),
        ("Jean Dupont", "Zhan Dubois"),
    ],
)
def test_two_names_stay_two(one, other):
    assert level(one, other) < SAME


def test_a_name_without_letters_has_no_words():
    row = named(pl.Series(["?-12", None])).row(0, named=True)
    assert (row["skeleton"], row["sounds"], row["is_arabic"]) == (None, [], False)
