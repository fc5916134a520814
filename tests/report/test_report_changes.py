"""What changed since the last build: told with its cause, steady where nothing changed, silent on small steps."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import duckdb
import pytest

from pipeline import warehouse
from pipeline.report import changes, moved_by
from pipeline.report.pages import filenames
from pipeline.report.pages.base import Material
from pipeline.report.pages.changes import since
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from tests.report import world

SHARE, COUNT = "overturn_rate.on_merits.RUS.WANTED.2024.decided", "complaints.cases.RUS.WANTED.2024.received"


@pytest.fixture
def material(tmp_path):
    settings = world.build(tmp_path)
    with warehouse.reading(settings) as con:
        about = subject.load(settings, con)
        yield Material(settings, con, Numbers.read(settings.derived / "measures.json"), about)


def moved(material, name, **parts):
    """The same build with some parts of one number changed."""
    table = {**material.numbers.table, name: {**material.numbers.table[name], **parts}}
    return replace(material, numbers=Numbers(table))


def read(shown):
    """A number as a reader sees it, without the name that leads to its definition."""
    return re.sub("<[^>]*>", "", shown)


def test_a_first_build_says_so_and_the_same_build_again_alters_nothing(material):
    assert since(material).holds["is_first"]
    changes.keep(material)
    kept = (material.settings.derived / changes.FILE).read_bytes()
    assert since(material).holds["is_first"]
    changes.keep(material)
    assert (material.settings.derived / changes.FILE).read_bytes() == kept


def test_a_number_that_moved_is_told_with_what_had_changed_and_stays_until_the_next_change(material):
    changes.keep(material)
    n = material.numbers.table[COUNT]["n"]
    later = moved(material, COUNT, n=n + 20)
    (material.settings.hand / "policy_events.csv").write_text("event_id\n", "utf8")
    told = since(later).holds
    assert [(row["before"], read(row["now"])) for row in told["rows"]] == [(f"{n:,}", f"{n + 20:,}")]
    assert COUNT in told["rows"][0]["now"], "the number opens its definition"
    assert told["causes"] == [("typed", {"came": 1, "gone": 0, "differ": 0})]
    changes.keep(later)
    assert since(later).holds == told
    changes.keep(later)
    assert since(later).holds == told


def test_a_step_of_few_cases_is_counted_and_not_told(material):
    changes.keep(material)
    entry = material.numbers.table[SHARE]
    told = since(moved(material, SHARE, numerator=entry["numerator"] + 2, denominator=entry["denominator"] + 9)).holds
    assert told["rows"] == [] and told["moved"] == told["small"] == 1
    more = since(moved(material, SHARE, numerator=entry["numerator"] + 20, denominator=entry["denominator"] + 40)).holds
    assert read(more["rows"][0]["now"]).endswith(f"({entry['numerator'] + 20} of {entry['denominator'] + 40})")


def test_a_suppressed_number_is_not_kept_and_its_value_is_not_told_when_it_goes(material):
    changes.keep(material)
    hidden = moved(material, COUNT, is_suppressed=True)
    told = since(hidden).holds["rows"]
    assert [row["now"] for row in told] == ["not given"]
    changes.keep(hidden)
    kept = json.loads((material.settings.derived / changes.FILE).read_text("utf8"))
    assert COUNT in kept["before"]["numbers"] and COUNT not in kept["now"]["numbers"]


def test_beside_a_number_stand_the_changed_files_that_hold_its_records(material):
    """Tables by name; a letter that is gone by its ending and mark alone, since its name may name a person."""
    known = "select delivery || '/' || path from audit.files where path like '%.csv' order by 1 limit 1"
    [(register,)] = material.con.execute(known).fetchall()
    letter, other = f"{register.split('/')[0]}/mail/about_somebody.eml", "elsewhere/other.csv"
    holds = {"complaints": {"RUS": [register, letter], "TUR": [other]}, "requests": {"RUS": [other]}}
    before = {"received": {register: "1", letter: "2", other: "3"}, "typed": {}, "code": "c", "holds": holds}
    now = {**before, "received": {register: "9", other: "3"}}
    assert moved_by.why(material, before, now, SHARE) == f"{letter.split('/')[0]}/*.eml 2; {register}"
    assert moved_by.why(material, before, now, SHARE.replace("RUS", "TUR")) == "records that other files hold"
    assert moved_by.why(material, before, {**before, "code": "d"}, SHARE) == "the program"
    assert moved_by.why(material, before, before, SHARE) == ""


def test_a_summary_says_which_files_hold_records_of_the_countries():
    con = duckdb.connect()
    con.execute("create schema resolved; create schema staged")
    con.execute(
        "create table resolved.members as select 'r1' as record_id, 'requests' as record_table, 'RUS' as country"
    )
    con.execute("insert into resolved.members values ('c1', 'complaints', 'DEU')")
    con.execute("create table staged.requests as select 'r1' as record_id, 'leak' as delivery, 'a.csv' as source_file")
    con.execute(
        "create table staged.complaints as select 'c1' as record_id, 'leak' as delivery, 'b.csv' as source_file"
    )
    about = SimpleNamespace(country="RUS", comparator="TUR")
    found = moved_by.holds(Material(None, con, None, about))
    assert found == {"requests": {"RUS": ["leak/a.csv"], "ALL": ["leak/a.csv"]}, "complaints": {"ALL": ["leak/b.csv"]}}


def test_an_ending_that_is_a_name_is_not_told():
    assert filenames.marked("leak/mail/about.Vadim Querstobrinov", "1a2b3c4d5e6f") == "leak/* 1a2b3c4d"
