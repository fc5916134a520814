"""Who would be whom if pairs were joined from another probability on, without scoring anything again."""

import pytest

from pipeline.graph.models import load
from pipeline.resolve import people, thresholds
from pipeline.resolve.clusters import AUTOMATIC
from pipeline.resolve.judgements import Judgement

PERSONS_AT = """
select requests.reference_key, coalesce(other.person_id, requests.person_id) as person_id
from resolved.requests
left join resolved.people_at as other on requests.request_id = other.resolved_id and other.threshold = ?
order by requests.reference_key
"""


def request(reference, name, born):
    return {
        "reference_key": reference,
        "name": name,
        "name_key": name.upper(),
        "birth_date_text": born,
        "requesting_country": "RUS",
    }


@pytest.fixture
def three(build):
    """R-1 and R-2 tied with 0.6, R-2 and R-3 with 0.97."""
    con = build({"requests": [request(f"R-{n}", f"Doe John {'Abc'[n - 1]}", f"1970-01-0{n}") for n in (1, 2, 3)]})
    first, second, third = (
        row[0]
        for row in con.execute("select description_id from resolved.descriptions order by birth_date_text").fetchall()
    )
    con.execute("delete from resolved.candidate_pairs")
    for one, other, probability in ((first, second, 0.6), (second, third, 0.97)):
        con.execute(
            "insert into resolved.candidate_pairs "
            "values (least(?, ?), greatest(?, ?), ?, 0, 3, 2, -1, -1, 1, 0, -1, '')",
            [one, other, one, other, probability],
        )
    return con


def shape(con, judgements, threshold):
    """Which of the three requests are one person at the threshold, as numbers in order of appearance."""
    people.link(con, judgements)
    for table in ("repeated_people", "requests"):
        con.execute(f"create or replace table resolved.{table} as {load()[f'resolved.{table}'].sql}")
    thresholds.link_at(con, judgements)
    con.execute(f"create or replace table resolved.people_at as {load()['resolved.people_at'].sql}")
    seen = [person for _, person in con.execute(PERSONS_AT, [threshold]).fetchall()]
    return [list(dict.fromkeys(seen)).index(person) for person in seen]


@pytest.mark.parametrize(
    "threshold, expected",
    [
        ("rule", [0, 1, 2]),
        ("0.99", [0, 1, 2]),
        ("0.95", [0, 1, 1]),
        ("0.70", [0, 1, 1]),
        ("0.50", [0, 0, 0]),
    ],
)
def test_a_threshold_joins_just_the_pairs_above_it(three, threshold, expected):
    assert shape(three, [], threshold) == expected


@pytest.mark.parametrize(
    "threshold, answer, expected",
    [("rule", "same", [0, 0, 1]), ("0.50", "different", [0, 1, 1])],
)
def test_what_a_person_decided_holds_at_every_threshold(three, threshold, answer, expected):
    said = [Judgement("requests-0", "requests-1", answer, "anna", "2026-01-01")]
    assert shape(three, said, threshold) == expected


def test_the_threshold_of_the_links_themselves_changes_nothing(three):
    assert thresholds.THRESHOLDS["0.70"] == AUTOMATIC
    shape(three, [], "0.70")
    assert three.execute("select count(*) from resolved.links_at where threshold = '0.70'").fetchone() == (0,)
