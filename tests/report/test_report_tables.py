"""Tables of pages and notebooks: headers a screen reader can use, no markup from data, small cells blank."""

import re

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.results import public, tables


def test_a_table_has_caption_headers_and_numbers_set_right():
    html = tables.table(pl.DataFrame({"country": ["RUS"], "n": [1234]}), "Complaints", {"n": "cases"})
    assert "<caption><span>Complaints</span></caption>" in html
    assert '<th scope="col">Country</th><th scope="col" class="number">Cases</th>' in html
    assert '<th scope="row">Russia</th><td class="number">1,234</td>' in html
    assert 'tabindex="0"' in html and "style" not in html


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_no_markup_comes_from_data(text):
    html = tables.table(pl.DataFrame({"reason": [text]}), text or "caption")
    tags = set(re.findall(r"</?([a-z]+)", html))
    assert tags <= {"div", "table", "caption", "span", "thead", "tbody", "tr", "th", "td"}
    assert html.count("<td") == 0 and html.count('scope="row"') == 1


def test_a_year_is_no_thousand_and_an_empty_cell_is_a_dash():
    html = tables.table(pl.DataFrame({"year": [2024], "reason": [None]}), "Years")
    assert ">2024<" in html and ">–<" in html


def test_small_counts_are_blanked_and_the_table_says_so():
    rows = public.blanked(pl.DataFrame({"country": ["RUS", "TUR", "DEU"], "n": [50, 4, 0]}))
    assert rows["n"].to_list() == [50, None, 0]
    assert "too few to show" in tables.table(rows, "Counts")


def test_no_small_count_is_the_rest_of_a_table_that_is_counted_here():
    """With a total that stands elsewhere, one blank row would follow from the others."""
    counted = pl.DataFrame({"file": ["a", "b", "c", "d"], "n": [741, 22, 0, 1]})
    assert public.blanked(public.no_rest(counted))["n"].to_list() == [741, None, 0, None]
    two = pl.DataFrame(
        {"file": ["a", "b", "a", "b", "c"], "about": ["RUS", "RUS", "TUR", "TUR", "TUR"], "n": [9, 8, 2, 1, 7]}
    )
    assert public.blanked(public.no_rest(two))["n"].to_list() == [9, 8, None, None, None]
    measured = counted.with_columns(is_suppressed=pl.lit(False))
    assert public.no_rest(measured).equals(measured)


def test_a_suppressed_rate_loses_every_number_it_could_be_worked_out_from():
    rate = {"value": [0.1], "low": [0.0], "high": [0.4], "numerator": [2], "bound_low": [0.1], "bound_high": [0.2]}
    rows = public.blanked(pl.DataFrame({**rate, "denominator": [20], "is_suppressed": [True]}))
    assert rows.select(*rate).row(0) == (None,) * 6
