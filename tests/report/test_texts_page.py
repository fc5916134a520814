"""The part of the data-quality page on texts: counts and verdicts, and no number that another page would blank."""

import duckdb
import pytest

from pipeline.report.pages import filenames
from pipeline.report.pages.base import Material
from pipeline.report.pages.texts import texts
from pipeline.results.numbers import Numbers
from pipeline.results.subject import Subject
from pipeline.settings import Settings

RATES = """create table measures.rates as select * from (values
    ('overturn_rate', 'on_merits', 'received', 'RUS', 'ALL', 2021, 'cases', false),
    ('overturn_rate', 'on_merits', 'received', 'TUR', 'ALL', 2021, 'cases', true)
    ) as t(measure, basis, year_basis, country, instrument, "year", unit, is_suppressed)"""
HELD = """create table marts.reported_against_records as select * from (values
    ('a', 'overturn_rate', 'RUS', 'ALL', 2021, 60.0, '%', 'about',
        'on_merits', 'received', 45.0, 90, 200, false, false, null, false),
    ('b', 'overturn_rate', 'TUR', 'ALL', 2021, 60.0, '%', null,
        'on_merits', 'received', 33.3, 1, 3, false, false, null, false),
    ('c', 'requests', 'ALL', 'ALL', null, 5.0, 'cases', null,
        null, null, null, null, null, null, false, 'no_year', null),
    ('d', 'in_circulation', 'FRA', 'red_notice', 2023, 50.0, 'cases', null,
        null, null, 4, 4, null, false, false, null, false),
    ('e', 'in_circulation', 'ALL', 'red_notice', 2023, 77.0, 'cases', null,
        null, null, 107, 107, null, false, false, null, true)
    ) as t(record_id, measure, country, instrument, "year", value, unit, approximation, basis, year_basis, recorded,
        numerator, denominator, agrees, agrees_somehow, why_not, is_part),
    (select 3 as page, 'd' as delivery, 'report.pdf' as source_file)"""


@pytest.fixture
def material() -> Material:
    con = duckdb.connect()
    for schema in ("audit", "measures", "marts", "resolved"):
        con.execute(f"create schema {schema}")
    con.execute(RATES)
    con.execute("create table measures.counts as select * exclude (basis) from measures.rates where false")
    con.execute(HELD)
    con.execute(
        "create table audit.files as select 'd' as delivery, 'report.pdf' as path, 'application/pdf' as media_type,"
        " 'abcdef0123' as sha256"
    )
    con.execute(
        "create table resolved.decision_documents as select * from (values ('tied', 'C/1', 'compliant'),"
        " ('blacked_out', 'CCF/[xxx]', null)) as t(tie, reference, outcome), (select null as session,"
        " null as instrument, null as respondent_country, null as decided_on_text, null::varchar[] as grounds)"
    )
    filenames.show(con)
    return Material(Settings(), con, Numbers({}), Subject("RUS", "TUR", "ALL", 2021, "all", (), (), True))


def test_what_disagrees_is_listed_and_small_numbers_are_not(material):
    held = texts(material)
    assert {name: held["reported"][name] for name in ("n", "compared", "agreeing", "hidden")} == {
        "n": 5,
        "compared": 2,
        "agreeing": 0,
        "hidden": 2,
    }
    against = str(held["reported"]["against"])
    assert "about 60.0" in against and "45.0" in against and "Russia" in against
    assert "at least 107" in against and "France" not in against
    assert "Turkey" not in against and "33.3" not in against and "report.pdf" not in against
    assert "names no year" in str(held["reported"]["reasons"])


def test_decisions_are_counted_by_what_became_of_them_and_not_named(material):
    held = texts(material)
    assert "blacked out" in str(held["decisions"]) and "names a complaint of a register" in str(held["decisions"])
    assert "CCF" not in str(held["decisions"]) + str(held["fields"])


def test_without_documents_there_is_nothing_to_say(material):
    material.con.execute("drop table marts.reported_against_records; drop table resolved.decision_documents")
    assert not any(texts(material).values())
