"""corrections.yml puts single values right, leaves its traces, and stops the run once it no longer fits."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline import run as stages
from pipeline.errors import Fault
from pipeline.protect import scan
from pipeline.report.pages import filenames, received
from pipeline.report.pages.base import Material
from pipeline.settings import Settings
from pipeline.stage.corrections import load
from pipeline.warehouse import reading

SOURCE = """\
title: Invented register
nature: invented
as_of: 2020-01-31
files:
  "*.csv":
    record: requests
    columns: {No: reference, Land: requesting_country, Who: name, Check: check_outcome}
"""
ROWS = {
    "a.csv": "No,Land,Who,Check\nA/1,MDK,Zed Quill,passed\n,RUS,Ann Bole,refused\nA/3,RUS,Cy Dorn,passed\n",
    "b.csv": "No,Land,Who,Check\nB/1,FRA,Zed Quill,passed\n",
}
COUNTRY = {
    "match": {"file": "leak/a.csv", "locator": "line 2"},
    "expect": {"requesting_country": "MDK"},
    "set": {"requesting_country": "Македония"},
    "reason": "page 3 of the form",
    "author": "desk 2",
}


class Desk:
    """A delivery of two files, and entries of corrections.yml."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(folder / "raw", folder / "derived", folder / "hand")
        shutil.copytree(Settings().hand, self.settings.hand)
        (folder / "raw" / "leak").mkdir(parents=True)
        (folder / "raw" / "leak" / "SOURCE.yml").write_text(SOURCE)
        for name, text in ROWS.items():
            (folder / "raw" / "leak" / name).write_text(text)

    def correct(self, *entries: dict, **changes) -> None:
        text = json.dumps([{**entry, **changes} for entry in entries], ensure_ascii=False)
        (self.settings.hand / "corrections.yml").write_text(text, "utf8")

    def run(self) -> None:
        stages.run(self.settings, until="stage")

    def rows(self, query: str) -> list[tuple]:
        with reading(self.settings) as con:
            return con.execute(query).fetchall()

    def folders(self) -> set[str]:
        return {path.name for path in (self.settings.staged / "leak").iterdir()}


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


def test_a_value_goes_through_the_vocabulary_and_leaves_its_traces(desk):
    desk.correct(COUNTRY)
    desk.run()
    query = "select reference, requesting_country, requesting_country_text, corrected_fields from staged.requests"
    assert desk.rows(f"{query} order by reference") == [
        ("A/1", "MKD", "Македония", ["requesting_country"]),
        ("A/3", "RUS", "RUS", None),
        ("B/1", "FRA", "FRA", None),
    ]
    assert desk.rows("select * exclude record_id from audit.corrections") == [
        (1, "leak", "a.csv", "line 2", "requesting_country", "MDK", "Македония", "page 3 of the form", "desk 2")
    ]
    assert desk.rows("select count(*) from audit.corrections semi join staged.requests using (record_id)") == [(1,)]
    assert desk.rows("select count(*) from audit.unmapped") == [(0,)]


def test_a_row_in_quarantine_is_brought_back_and_a_value_taken_away(desk):
    key = {
        "match": {"file": "leak/a.csv", "locator": "line 3"},
        "expect": {"reference": ""},
        "set": {"reference": "A/2"},
    }
    name = {"match": {"file": "leak/*.csv", "reference": "A/3"}, "expect": {"name": "Cy  Dorn"}, "set": {"name": None}}
    desk.correct(COUNTRY, COUNTRY | key, COUNTRY | name)
    desk.run()
    assert desk.rows("select count(*) from audit.quarantine") == [(0,)]
    assert desk.rows("select reference, name from staged.requests where source_file = 'a.csv' order by reference") == [
        ("A/1", "Zed Quill"), ("A/2", "Ann Bole"), ("A/3", None)
    ]  # fmt: skip
    assert desk.rows("select entry, before, after from audit.corrections where entry > 1 order by entry") == [
        (2, None, "A/2"), (3, "Cy Dorn", None)
    ]  # fmt: skip


def test_only_the_files_it_concerns_are_staged_anew(desk):
    desk.run()
    before = desk.folders()
    desk.correct(COUNTRY)
    desk.run()
    assert len(before & desk.folders()) == 1
    with_one = desk.folders()
    other = COUNTRY | {"match": {"file": "leak/b.csv", "reference": "B/1"}, "expect": {"requesting_country": "FRA"}}
    desk.correct(other, COUNTRY)
    desk.run()
    assert len(with_one & desk.folders()) == 1
    assert desk.rows("select entry, path from audit.corrections") == [(1, "b.csv"), (2, "a.csv")]
    (desk.settings.hand / "corrections.yml").unlink()
    desk.run()
    assert desk.folders() == before
    assert desk.rows("select count(*) from audit.corrections") == [(0,)]


def test_a_record_is_found_by_its_id(desk):
    desk.run()
    [(record_id,)] = desk.rows("select record_id from staged.requests where reference = 'B/1'")
    desk.correct(COUNTRY, match={"record_id": record_id}, expect={"requesting_country": "FRA"})
    desk.run()
    assert desk.rows("select path, record_id from audit.corrections") == [("b.csv", record_id)]


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"expect": {"requesting_country": "MKD"}}, "at line 2 is no longer what it expects: there is 'MDK'"),
        ({"expect": {"name": "Y"}, "set": {"name": "Zed"}}, "is no longer what it expects: there is another value"),
        ({"match": {"file": "leak/a.csv", "locator": "line 9"}}, "no row that was read fits locator line 9"),
        ({"match": {"file": "leak/c.csv", "locator": "line 2"}}, "there is no file for leak/c.csv"),
        ({"set": {"requesting_country": "Mordor"}}, "what it sets requesting_country to is not known"),
        ({"expect": {"outcome": None}, "set": {"outcome": "no data"}}, "requests have no field outcome"),
    ],
)
def test_an_entry_that_no_longer_fits_stops_the_run(desk, changes, said):
    desk.correct(COUNTRY, **changes)
    with pytest.raises(Fault) as fault:
        desk.run()
    assert said in str(fault.value) and fault.value.place == "corrections.yml, line 1 (entry 1)" and fault.value.do
    assert "Quill" not in str(fault.value)
    assert not desk.settings.database.exists()


def test_two_entries_for_one_value_stop_the_run(desk):
    desk.correct(COUNTRY, COUNTRY | {"set": {"requesting_country": "MDA"}})
    with pytest.raises(Fault, match=r"entry 1 sets requesting_country of the same row"):
        desk.run()


GOOD = """\
# how a person writes it
- match: {file: leak/a.csv, locator: line 2}
  expect: {requesting_country: NO}
  set: {requesting_country: SE}
  reason: page 3
  author: desk 2
"""


def test_texts_are_taken_as_written(tmp_path):
    (tmp_path / "corrections.yml").write_text(GOOD)
    (one,) = load(tmp_path)
    assert (one.expect, one.set, one.line) == ({"requesting_country": "NO"}, {"requesting_country": "SE"}, 2)
    (tmp_path / "corrections.yml").write_text("# nothing yet\n")
    assert load(tmp_path) == ()


@pytest.mark.parametrize(
    "old, new, line, said",
    [
        ("  reason: page 3\n", "", 2, "does not say `reason`"),
        ("reason: page 3", "reason:", 5, "reason is empty"),
        ("locator: line 2", "line: 2", 2, "'line' is no key of match"),
        ("file: leak/a.csv, ", "", 2, "match does not say which row is meant"),
        ("set: {requesting_country: SE}", "set: {requesting_contry: SE}", 4, "Did you mean 'requesting_country'"),
        ("expect: {requesting_country: NO}", "expect: {outcome: x}", 3, "expect does not name requesting_country"),
        ("requesting_country: SE", "requesting_country: NO", 4, "requesting_country is set to what it is"),
        ("set: {requesting_country: SE}", "set: {}", 4, "set names no field"),
        ("requesting_country: SE", "requesting_country: {a: b}", 4, "is a set of keys"),
        ("  author", "\tauthor", 6, "not readable as YAML"),
    ],
)
def test_an_entry_badly_written_is_named_by_its_line(tmp_path, old, new, line, said):
    assert old in GOOD
    (tmp_path / "corrections.yml").write_text(GOOD.replace(old, new))
    with pytest.raises(Fault) as fault:
        load(tmp_path)
    assert f"corrections.yml, line {line}" in fault.value.place
    assert said in str(fault.value)


def test_the_page_shows_what_was_put_right_but_nothing_of_a_person(desk):
    name = {
        "match": {"file": "leak/a.csv", "reference": "A/3"},
        "expect": {"name": "Cy Dorn"},
        "set": {"name": "Cy Horn"},
    }
    desk.correct(COUNTRY, COUNTRY | name)
    desk.run()
    with reading(desk.settings) as con:
        filenames.show(con)
        page = received.corrections(Material(desk.settings, con, None, None))
    assert all(
        word in page for word in ("leak/a.csv", "line 2", "MDK", "Македония", "page 3 of the form", "(not shown)")
    )
    assert "Dorn" not in page and "Horn" not in page and "desk 2" not in page


def test_a_name_in_a_reason_stops_the_release_and_is_not_repeated(desk, tmp_path):
    for reason, is_stopped in (("page 3 of the form", False), ("Zed Quill said so on the phone", True)):
        desk.correct(COUNTRY, reason=reason)
        desk.run()
        with reading(desk.settings) as con:
            filenames.show(con)
            page = received.corrections(Material(desk.settings, con, None, None))
            made = tmp_path / f"{is_stopped}"
            made.mkdir()
            (made / "data_quality.html").write_text(f"<html><body>{page}</body></html>", "utf8")
            if not is_stopped:
                assert scan.release(con, made) == 1
                continue
            with pytest.raises(Fault) as fault:
                scan.release(con, made)
        assert "data_quality.html" in str(fault.value) and "Quill" not in str(fault.value)


DECISION = """Decision of the Commission
(Ref. CCF/2018/0123)
(106th session, 16-19 October 2018)
I. Procedure
1. The Applicant lodged a complaint.
For these reasons, the Commission decides that the data challenged are not compliant with INTERPOL's rules.
"""
OUTCOME = {
    "match": {"file": "leak/decision.txt", "locator": "page 1"},
    "expect": {"outcome": "non_compliant", "decided_on": "2018-10"},
    "set": {"outcome": "withdrawn"},
}


def decision(desk: Desk) -> None:
    (desk.settings.raw / "leak" / "decision.txt").write_text(DECISION)
    source = SOURCE + '  "*.txt":\n    record: documents\n    columns: {text: text}\n'
    (desk.settings.raw / "leak" / "SOURCE.yml").write_text(source)


def test_what_a_text_says_is_expected_and_put_right_like_a_cell(desk):
    decision(desk)
    desk.run()
    [(locator, outcome)] = desk.rows("select source_locator, outcome from staged.documents")
    assert outcome == "non_compliant"
    desk.correct(COUNTRY, COUNTRY | OUTCOME | {"match": {"file": "leak/decision.txt", "locator": locator}})
    desk.run()
    assert desk.rows("select outcome, decided_on_text, corrected_fields from staged.documents") == [
        ("withdrawn", "2018-10", ["outcome"])
    ]
    assert desk.rows("select before, after from audit.corrections where field = 'outcome'") == [
        ("non_compliant", "withdrawn")
    ]
    assert desk.rows("select count(*) from staged.document_fields where field = 'outcome'") == [(0,)]


@pytest.mark.parametrize("expected, there", [("compliant", "'non_compliant'"), ("", "'non_compliant'")])
def test_a_text_that_says_another_thing_than_expected_stops_the_run(desk, expected, there):
    decision(desk)
    desk.run()
    [(locator,)] = desk.rows("select source_locator from staged.documents")
    desk.correct(
        COUNTRY | OUTCOME, match={"file": "leak/decision.txt", "locator": locator}, expect={"outcome": expected}
    )
    with pytest.raises(Fault, match=f"outcome at .* is no longer what it expects: there is {there}"):
        desk.run()
