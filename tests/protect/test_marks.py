"""What is marked for pages: small counts cannot be worked out line by line from what is printed beside them."""

import itertools
import random

import polars as pl
import pytest

from pipeline.protect.closure import follow
from pipeline.protect.marks import gate_of, marked
from pipeline.protect.small import small, small_rate

COUNTRIES, YEARS = ("RUS", "TUR", "DEU", "ARM", "CHE"), (2021, 2022, 2023, 2024)
WINDOWS = {"late": (2022, 2024)}
COUNT = ["measure", "unit", "country", "instrument", "year", "window", "year_basis", "n"]


def counts(seed):
    """Complaints with every total, as measures.counts and window_counts hold them."""
    draw = random.Random(seed)
    cell = {
        (c, i, y): draw.choice([0, 1, 2, 3, 8, 20, 60])
        for c, i, y in itertools.product(COUNTRIES, ("red_notice", "red_diffusion"), YEARS)
    }
    rows = []
    for c, i in itertools.product((*COUNTRIES, "ALL"), ("red_notice", "red_diffusion", "WANTED", "ALL")):
        for y in (*YEARS, None, "late"):
            n = sum(
                n
                for (country, instrument, year), n in cell.items()
                if c in (country, "ALL")
                and i in (instrument, "ALL", "WANTED")
                and (y in (year, None) or (y == "late" and year > 2021))
            )
            rows.append(
                (
                    "complaints",
                    "cases",
                    c,
                    i,
                    None if y == "late" else y,
                    "late" if y == "late" else None,
                    "received",
                    n,
                )
            )
    frame = pl.DataFrame(rows, schema=COUNT, orient="row").with_columns(small("n"))
    return {
        "counts": frame.filter(pl.col("window").is_null()).drop("window"),
        "window_counts": frame.filter(pl.col("window").is_not_null()),
    }


def follows(tables):
    """Whether a small count follows line by line from what is printed."""
    gate = gate_of(tables, WINDOWS)
    return bool(follow(gate.lines.equal, gate.printed()).is_known[gate.is_small].any())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_small_count_follows_line_by_line(seed):
    tables = counts(seed)
    assert follows(tables), "with small counts alone blanked, some must follow"
    after = marked(tables, WINDOWS)
    assert not follows(after)
    assert not all(table["is_suppressed"].all() for table in after.values())


def test_what_was_blank_stays_blank_and_the_same_tables_give_the_same_marks():
    tables = counts(4)
    once, again = marked(tables, WINDOWS), marked(tables, WINDOWS)
    for name, table in tables.items():
        assert once[name].equals(again[name])
        assert (once[name]["is_suppressed"] | ~table["is_suppressed"]).all()


def test_a_small_count_is_not_the_rest_of_a_total():
    rows = [("ALL", 420), ("ARM", 4), ("RUS", 300), ("TUR", 116)]
    base = ("complaints", "cases", "WANTED", 2024, "received")
    frame = pl.DataFrame(
        [(base[0], base[1], c, *base[2:], n) for c, n in rows],
        schema=["measure", "unit", "country", "instrument", "year", "year_basis", "n"],
        orient="row",
    ).with_columns(small("n"))
    after = marked({"counts": frame}, {})["counts"]
    assert after.filter("is_suppressed")["country"].to_list() == ["ARM", "TUR"]


def test_the_rest_of_a_rate_does_not_follow_from_its_parts_in_other_rows():
    base = {
        "measure": "complaint_rate",
        "unit": "cases",
        "country": "RUS",
        "instrument": "WANTED",
        "year": 2024,
        "year_basis": "received",
    }
    rows = [
        {**base, "basis": "per_passed", "numerator": 50, "denominator": 97},
        {**base, "basis": "per_submitted", "numerator": 50, "denominator": 100},
    ]
    rows.append(
        {
            **base,
            "measure": "initial_pass_rate",
            "basis": "submitted",
            "year_basis": "requested",
            "numerator": 97,
            "denominator": 100,
        }
    )
    rates = pl.DataFrame(rows).with_columns(small_rate())
    after = marked({"rates": rates}, {})["rates"]
    assert after["is_suppressed"].to_list() == [True, False, True]


COMPLAINTS = {"unit": "cases", "country": "RUS", "instrument": "WANTED", "year": 2024, "year_basis": "decided"}


def test_what_lies_between_two_counts_is_kept_open_too():
    """15 were overturned or updated and 11 overturned: 4 were updated."""
    rows = [("on_merits", 11, 25), ("modified", 15, 25)]
    rates = pl.DataFrame(
        [
            {"measure": "overturn_rate", "basis": basis, **COMPLAINTS, "numerator": n, "denominator": d}
            for basis, n, d in rows
        ]
    )
    after = marked({"rates": rates.with_columns(small_rate())}, {})["rates"]
    assert after.filter("is_suppressed")["basis"].to_list() == ["modified"]


def test_the_other_instruments_are_not_the_rest_of_those_wanted():
    """Of 50 files 49 are about wanted persons; neither of the two instruments is printed, and one file is left."""
    rows = [("ALL", 50), ("WANTED", 49), ("red_notice", 47), ("red_diffusion", 2), ("other", 1)]
    base = {**COMPLAINTS, "measure": "overturned"}
    counts = pl.DataFrame([{**base, "instrument": instrument, "n": n} for instrument, n in rows])
    after = marked({"counts": counts.with_columns(small("n"))}, {})["counts"]
    assert after.filter(~pl.col("is_suppressed"))["instrument"].to_list() == ["WANTED"]
