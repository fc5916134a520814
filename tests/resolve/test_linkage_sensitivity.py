"""What other links would do to the counts: held against a plain recount of the same rows in Python."""

import random

import pytest

from pipeline.graph.models import load
from pipeline.measure.linkage import sensitivity, table
from pipeline.measure.linkage.retold import ROW_OF, SEQUENCES

COUNTRIES = ("RUS", "TUR")


def records(seed):
    """40 refused requests about ten people, and complaints about half of them."""
    rng = random.Random(seed)
    requests, complaints = [], []
    for number in range(40):
        day, person = rng.randint(1, 28), rng.randrange(10)
        who = {"name_key": f"DOE {'ABCDEFGHIJ'[person]}", "name": f"Doe {'ABCDEFGHIJ'[person]}"}
        who |= {"birth_date_text": f"197{person}-03-0{1 + person % 9}"}
        country = rng.choice(COUNTRIES)
        asked = {"requested_on_text": f"2019-0{rng.randint(1, 9)}-{day:02}", "checked_on_text": f"2019-10-{day:02}"}
        if rng.random() < 0.5:
            asked["requested_on_text"] = f"2020-0{rng.randint(1, 9)}-{day:02}"
            asked["checked_on_text"] = f"2020-10-{day:02}"
        requests.append(
            {"reference_key": f"R-{number}", "requesting_country": country, "instrument": "red_notice", **asked, **who}
            | {"check_outcome": "refused", "population": "register"}
        )
        if number % 2:
            complaints.append(
                {"reference_key": f"C-{number}", "respondent_country": country, "complaint_kind": "deletion", **who}
                | {"received_on_text": "2021-01-01", "outcome": "non_compliant"}
            )
    return {"requests": requests, "complaints": complaints}


@pytest.fixture(scope="module")
def told(build):
    """Every third request and complaint would be of another person at the threshold `rule`."""
    con = build(records(1))
    for rows, key in (("requests", "request_id"), ("complaints", "complaint_id")):
        con.execute(
            "insert into resolved.people_at "
            f"select 'rule', '{rows}', {key}, 'p' || (row_number() over (order by {key}) % 5) from resolved.{rows} "
            f"where right(reference_key, 1) in ('3', '6', '9')"
        )
    intervals = table.table(con)
    return con, intervals, sensitivity.table(con, intervals)


def recount(con, joined):
    """(repeat requests, requests of the other country within 365 days, complainants), counted one by one."""
    moved = dict(con.execute("select resolved_id, person_id from resolved.people_at").fetchall()) if joined else {}
    rows = [
        (moved.get(one, person), country, asked, ended)
        for one, person, country, asked, ended in con.execute(
            "select request_id, person_id, requesting_country, requested_on, checked_on from resolved.requests"
        ).fetchall()
    ]
    later = [(a, b) for a in rows for b in rows if a[0] == b[0] and b[2] > a[3]]
    repeats = sum(a[1] == b[1] for a, b in later)
    proxies = sum(a[1] != b[1] and (b[2] - a[3]).days <= 365 for a, b in later)
    complaints = con.execute("select complaint_id, person_id from resolved.complaints").fetchall()
    return repeats, proxies, len({moved.get(one, person) for one, person in complaints})


def found(frame, column, **which):
    one = frame.filter(country="ALL", instrument="ALL", **which)
    return tuple(
        one.filter(measure=measure)[column].item() for measure in ("repeat_requests", "proxy_requests", "complainants")
    )


def test_the_published_counts_are_those_of_the_marts(told):
    con, intervals, _ = told
    assert found(intervals, "n") == recount(con, joined=False)


def test_a_threshold_gives_what_a_recount_with_its_people_gives(told):
    con, _, changed = told
    expected = recount(con, joined=True)
    assert expected != recount(con, joined=False)
    assert found(changed, "value", scenario="threshold", step="rule") == expected


def test_false_links_take_from_persons_and_add_to_sequences(told):
    _, _, changed = told
    for row in changed.filter(scenario="false_links").iter_rows(named=True):
        change = row["value"] - row["n"]
        assert row["low"] <= row["high"]
        assert change <= 0 if row["unit"] == "persons" else change >= 0
    assert changed.filter(scenario="false_links", unit="persons")["value"].min() < 10


def test_every_table_with_people_that_a_sequence_reads_can_be_told_again(told):
    con, _, _ = told
    for name in SEQUENCES:
        for read in load()[f"marts.{name}"].reads:
            columns = [row[0] for row in con.execute(f"describe {read}").fetchall()]
            assert "person_id" not in columns or read in ROW_OF
