"""What a number came to is written as what it is: a share, a ratio or a number, and headed in words."""

import pytest
from bs4 import BeautifulSoup

from pipeline.report.pages.came_to import counts

ENDS = {"low": 1.011, "high": 1.238}


def told(table, row, left_out=("measure", "basis", "unit", "by", "kind", "question")):
    """Heading -> what stands beneath it."""
    page = BeautifulSoup(counts(table, row, left_out), "html.parser")
    cells = [cell.get_text().replace("\u00a0", " ") for cell in page.select("tbody th, tbody td")]
    return dict(zip((head.get_text() for head in page.select("thead th")), cells, strict=True))


@pytest.mark.parametrize(
    "table, row, expected",
    [
        (
            "standardised",
            {"measure": "overturned", "method": "indirect", "crude": 0.584, "value": 1.119, **ENDS},
            {
                "How it was made": "indirect",
                "Share as it is": "58.4 %",
                "Ratio": "1.12",
                "95 % interval": "1.01 to 1.24",
            },
        ),
        (
            "window_rates",
            {"measure": "overturn_rate", "basis": "on_merits", "unit": "cases", "value": 0.5, "low": 0.4, "high": 0.6},
            {"Share": "50.0 %", "95 % interval": "40.0 to 60.0 %"},
        ),
        (
            "screening",
            {"measure": "complainants", "by": "persons", "value": 829.0, "value_other": 278.0, "adjusted_by": "holm"},
            {"Number": "829", "What it is compared with": "278", "Adjusted by the method of": "Holm"},
        ),
        (
            "linkage_intervals",
            {"measure": "proxy_requests", "unit": "sequences", "n": 265, "low": 264, "high": 270},
            {"As linked": "265", "Over draws of who is whom": "264 to 270"},
        ),
        (
            "policy",
            {"kind": "described", "value": 0.9, "note": "25 countries as controls"},
            {"Share": "90.0 %", "To bear in mind": "25 countries as controls"},
        ),
        ("policy", {"kind": "own", "value": 0.9}, {"Ratio": "0.90"}),
        (
            "specification_ranges",
            {"question": "complaints", "value": 2.978, "accept_low": 1.0, "least": 1.05, "most": 3.16},
            {
                "Ratio": "2.98",
                "Least value that bears it out": "1.00",
                "Least of all ways": "1.05",
                "Greatest of all ways": "3.16",
            },
        ),
        (
            "comparisons",
            {"measure": "overturn_rate", "basis": "on_merits", "value_a": 0.5, "value_b": 0.4, "ratio": 1.25, **ENDS},
            {"First country": "50.0 %", "Second country": "40.0 %", "Ratio": "1.25", "95 % interval": "1.01 to 1.24"},
        ),
        (
            "intervals",
            {"kind": "difference", "measure": "overturn_rate", "basis": "on_merits", "value": -0.05, "numerator_b": 95},
            {"Difference of the two": "-5.0 %", "Cases that count, second country": "95"},
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_value_is_written_as_what_it_is(table, row, expected):
    assert told(table, row) == expected


def test_what_is_too_small_to_show_has_no_table():
    assert counts("window_rates", {"basis": "on_merits", "value": 0.5, "is_suppressed": True}, ()) == ""
