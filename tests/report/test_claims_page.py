"""The page of claims: every verdict can be understood from its own row, and the deciding reading comes first."""

import re

import pytest

from pipeline.results import findings
from tests.report.test_report_pages import Reader

ENDS = ("value", "low", "high", "bound_low", "bound_high", "accept_low", "accept_high")
COUNTS = ("numerator", "denominator", "numerator_b", "denominator_b")
SAID = {"unit": "cases", "ask": "rate", "operator": "approx", "because": "inside", "evidence": "records"}
ROW = {**dict.fromkeys((*ENDS, *COUNTS, "chance")), **SAID, "is_suppressed": False}
AT_FIRST = {"because": "outside", "operator": "rank", "ask": "rank", "accept_low": 1, "accept_high": 1, "low": 2}


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "row, value, interval",
    [
        ({"ask": "count", "value": 829, "low": 773.52, "high": 887.41}, "829", "774 to 887"),
        ({"ask": "count", "unit": "persons", "value": 1829}, "1,829 people", ""),
        ({"ask": "rate", "value": 0.899, "low": 0.853, "high": 0.932}, "89.9 %", "85.3 to 93.2 %"),
        ({"ask": "ratio", "value": 2.978, "low": 2.617, "high": 3.395}, "2.98 to 1", "2.62 to 3.40"),
        ({"ask": "ratio", "value": 2.978, "low": 2.617}, "2.98 to 1", "2.62 or more"),
        ({"ask": "rank", "value": 1, "low": 1, "high": 2}, "place 1", "1 to 2"),
        ({"ask": "apart", "value": -0.0491, "low": -0.063, "high": -0.036}, "−4.9 points", "−6.3 to −3.6 points"),
        ({"ask": "trend", "value": 0.071, "low": 0.047, "high": 0.095}, "odds +7.4 % a year", "+4.8 to +10.0 %"),
        ({"ask": "figure", "operator": "approx", "value": 0.9}, "90.0 %", ""),
        ({"ask": "figure", "operator": "at_least", "value": 700}, "700", ""),
        ({"ask": "figure", "operator": "ratio", "value": 3}, "3.00 to 1", ""),
        ({"ask": "policy_date", "operator": "date", "value": 31}, "31 days apart", ""),
        ({}, "nothing", ""),
    ],
)
def test_a_finding_is_written_in_the_unit_of_its_question(row, value, interval):
    row = {**ROW, **row}
    assert (plain(findings.value(row)), plain(findings.interval(row))) == (value, interval)


@pytest.mark.parametrize(
    "row, why",
    [
        ({"accept_low": 0.85, "accept_high": 0.95}, "within what counts as said: 85.0 to 95.0 %."),
        ({"because": "outside", "operator": "at_least", "ask": "count", "accept_low": 700}, "said: 700 or more."),
        (AT_FIRST, "place 1), and so do"),
        ({"because": "reached", "operator": "below", "ask": "apart"}, "(less than all others), but its interval"),
        ({"because": "wide", "accept_low": 0.45, "accept_high": 0.55}, "open cases could carry it far out"),
        ({"because": "nothing"}, "No question"),
    ],
)  # fmt: skip
def test_the_reason_of_a_verdict_names_what_counts_as_said(row, why):
    assert why in plain(findings.why({**ROW, **row}))


def test_a_small_count_is_written_nowhere():
    row = {**ROW, "value": 0.8, "low": 0.7, "numerator": 3, "denominator": 10, "is_suppressed": True}
    assert findings.value(row) == findings.counts(row) == "too few to show"
    assert findings.interval(row) == findings.bounds(row) == ""
    assert findings.counts({**row, "evidence": "published"}) == "3 of 10"


@pytest.fixture(scope="module")
def page(invented_site):
    return (invented_site.report / "claims.html").read_text("utf8")


def cells(html, start):
    """The cells of the first row of a table after a text, without their tags."""
    row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", html[html.index(start) :], re.DOTALL)[1]
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
    return [plain(" ".join(re.sub(r"<[^>]+>", " ", cell).split())) for cell in found]


def test_a_row_of_the_overview_holds_all_that_its_verdict_rests_on(page):
    assert cells(page, "All statements at a glance</span>") == [
        "C02 Complaints about Russia are about three times those about Turkey",
        "holds It lies within what counts as said: 2.55 to 3.45. Published figures alone: not settled.",
        "2.90 to 1", "2.50 to 3.30", "–", "290 against 100", "C05",
    ]  # fmt: skip


def test_the_reading_that_decides_stands_first_with_its_chance(page):
    told = cells(page, 'id="C02"')
    assert told[0] == "ten years decides" and told[2] == "holds"
    assert "settled: the interval gives one answer" in told
    assert page.count("decides</strong>") == 2


def test_two_claims_contradict_each_other_under_a_stated_reading_only(page):
    text = " ".join(" ".join(Reader(page).text).split())
    assert (
        "It contradicts C05 (not settled), but only if both mean the same finding. Otherwise both may be true." in text
    )
    assert "cannot hold together" not in text


def test_a_number_of_the_page_opens_the_reading_and_this_the_figures_behind_it(invented_site, page):
    assert 'href="numbers_claim.html#claim.C02">2.90' in page and 'href="numbers_reading.html#reading.C02.2">' in page
    told = (invented_site.report / "numbers_claim.html").read_text("utf8")
    assert 'href="numbers_reading.html#reading.C02.1"' in told
    behind = (invented_site.report / "numbers_reading.html").read_text("utf8")
    assert "numbers_complaints.html#complaints.cases.RUS.WANTED.decade_10.received" in behind
