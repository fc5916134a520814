"""Unit rows run a model, and the models above it that lead to given rows, on a few rows in memory."""

import pytest

from pipeline.errors import Fault
from pipeline.graph.units import differences, unit_tests

PEOPLE = """-- One row for each request.
-- key: id
select record_id as id, requesting_country as country, requested_on, nationalities from staged.requests order by id"""
TOTALS = """-- One row for each country.
-- key: country?
select people.country, count(*) as n, count(links.person_id) as linked, min(people.requested_on) as first_on
from resolved.people as people left join resolved.links as links on people.id = links.record_id
group by people.country order by people.country"""
LINKS = """is: one record tied to a person
made_by: people.py
columns:
  record_id: {type: VARCHAR, is: record, privacy: id}
  person_id: {type: VARCHAR, is: person, privacy: id}
"""
TEST = """columns:
  country: {{is: country, privacy: public}}
tests:
  - name: counts
    given: {given}
    expect: {expect}
"""


@pytest.fixture
def outcome(sql):
    """What a test of marts.totals says, given its rows as YAML."""

    def run(given: str, expect: str) -> list[str]:
        sql("resolved/people.sql", PEOPLE)
        sql("resolved/links.yml", LINKS)
        sql("marts/totals.sql", TOTALS)
        folder = sql("marts/totals.yml", TEST.format(given=given, expect=expect))
        [test] = unit_tests(folder)
        return differences(test, folder)

    return run


def test_given_rows_directly_above(outcome):
    people = "[{id: a, country: RUS, requested_on: 2020-02-03}, {id: b, country: TUR}]"
    given = f"{{resolved.people: {people}, resolved.links: [{{record_id: b, person_id: p}}]}}"
    expect = "[{country: TUR, n: 1, linked: 1, first_on: null}, {country: RUS, n: 1, linked: 0, first_on: 2020-02-03}]"
    assert outcome(given, expect) == []


def test_given_rows_further_up_go_through_the_models_between(outcome):
    given = "{staged.requests: [{record_id: a, requesting_country: RUS, nationalities: [RUS, UKR]}, {record_id: b}]}"
    assert outcome(given, "[{country: RUS, n: 1}, {country: null, n: 1}]") == []


def test_a_row_may_be_repeated_and_a_table_left_out_is_empty(outcome):
    assert outcome("{resolved.people: [{country: RUS, _times: 133}]}", "[{country: RUS, n: 133}]") == []
    assert outcome("{}", "[]") == []


def test_what_is_missing_and_what_was_not_expected_is_said(outcome):
    said = outcome("{resolved.people: [{country: RUS}]}", "[{country: RUS, n: 2}]")
    assert said == ["missing: {'country': 'RUS', 'n': 2}", "not expected: {'country': 'RUS', 'n': 1}"]
    assert outcome("{resolved.people: [{country: RUS}]}", "[]") == ["1 rows, none expected"]


@pytest.mark.parametrize(
    "given, found",
    [
        ("{staged.messages: [{}]}", "does not read"),
        ("{resolved.people: [{contry: RUS}]}", "which is no column"),
    ],
)
def test_a_slip_of_the_pen_is_a_fault(outcome, given, found):
    with pytest.raises(Fault, match=found):
        outcome(given, "[]")
