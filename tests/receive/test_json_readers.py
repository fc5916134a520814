"""JSON and JSON Lines: where the records are, and how they become flat."""

import json
from pathlib import Path

import pytest

from pipeline.errors import Fault
from pipeline.receive.readers.base import LISTED
from pipeline.receive.readers.flatten import flatten, parse
from tests.receive.reading import only, tables, written

NOTICE = {
    "forename": None,
    "name": "INVENTED",
    "date_of_birth": "1970/01",
    "entity_id": "2015/10001",
    "nationalities": ["NA", "RU"],
    "_links": {"self": {"href": "red/2015-10001"}},
}
PAGE = {"total": 160, "query": {"page": 1, "resultPerPage": 20}, "_embedded": {"notices": [NOTICE]}, "_links": {}}
DETAIL = {
    **NOTICE,
    "weight": 0,
    "height": 1.80,
    "sex_id": "M",
    "is_adult": True,
    "distinguishing_marks": None,
    "arrest_warrants": [
        {"charge": "fraud\nand theft", "issuing_country_id": "RU", "charge_translation": None},
        {"charge": "bribery", "issuing_country_id": "914"},
    ],
    "_embedded": {"links": []},
}


def put(folder: Path, value: object, name: str = "a.json") -> Path:
    return written(folder, name, json.dumps(value))


def test_a_list_page_of_the_public_site(tmp_path):
    table = only(put(tmp_path, PAGE))
    assert table.name == "/_embedded/notices"
    assert table.locators == ["/_embedded/notices/0"]
    assert table.columns == [
        "forename", "name", "date_of_birth", "entity_id", "nationalities", "_links.self.href",
    ]  # fmt: skip
    assert table.rows == [(None, "INVENTED", "1970/01", "2015/10001", f"NA{LISTED}RU", "red/2015-10001")]
    assert table.notes == ["fields beside the records, not read: total, query.page, query.resultPerPage"]


def test_a_detail_record_is_one_row_though_it_holds_lists(tmp_path):
    table = only(put(tmp_path, DETAIL))
    row = dict(zip(table.columns, table.rows[0], strict=True))
    assert table.locators == ["/0"]
    assert row["arrest_warrants.charge"] == f"fraud\nand theft{LISTED}bribery"
    assert row["arrest_warrants.issuing_country_id"] == f"RU{LISTED}914"
    assert row["arrest_warrants.charge_translation"] is None
    assert (row["weight"], row["height"], row["is_adult"]) == ("0", "1.8", "true")
    assert row["_embedded.links"] is None


def test_several_arrays_are_several_tables_and_rows_chooses_one(tmp_path):
    path = put(tmp_path, {"made": "x", "requests": [{"a": 1}, {"a": 2}], "more": {"complaints": [{"b": 3}, 4]}})
    requests, complaints = tables(path)
    assert (requests.name, requests.rows) == ("/requests", [("1",), ("2",)])
    assert (complaints.name, complaints.rows) == ("/more/complaints", [("3",)])
    assert complaints.broken == [("/more/complaints/1", "no JSON object with a field")]
    chosen = only(path, rows="/more/complaints")
    assert chosen.locators == ["/more/complaints/0"]
    reason = "record of /requests, which SOURCE.yml leaves out"
    assert chosen.excluded == [("/requests/0", reason), ("/requests/1", reason)]
    with pytest.raises(Fault, match="no records at /else"):
        tables(path, rows="/else")


def test_pages_one_after_the_other(tmp_path):
    page = {"page": 1, "notices": [{"id": i, "name": "x"} for i in range(6)]}
    table = only(put(tmp_path, [page, page]))
    assert (table.name, len(table.rows)) == ("/*/notices", 12)
    assert table.locators[-1] == "/1/notices/5"
    lines = only(written(tmp_path, "a.jsonl", f"{json.dumps(page)}\n\n{json.dumps(page)}\n"))
    assert lines.locators[-1] == "line 3/notices/5"


def test_records_that_hold_lists_are_not_taken_for_pages(tmp_path):
    files = [{"ref": f"C{i}", "documents": [{"kind": "letter", "pages": 2, "day": "2015"}]} for i in range(3)]
    assert only(put(tmp_path, files)).columns == ["ref", "documents.kind", "documents.pages", "documents.day"]


def test_lines_that_are_no_object_are_broken(tmp_path):
    text = '{"a": 1, "b": {"c": "x"}}\n\n{"a": 2,\n[1]\n{"a": NaN, "d": 10.50}\n{}\n'
    table = only(written(tmp_path, "a.jsonl", text))
    assert table.columns == ["a", "b.c", "d"]
    assert table.rows == [("1", "x", None), (None, None, "10.50")]
    assert table.locators == ["line 1", "line 5"]
    assert table.broken == [
        ("line 3", "no well-formed JSON"),
        ("line 4", "no JSON object with a field"),
        ("line 6", "no JSON object with a field"),
    ]


def test_lines_under_the_name_of_a_json_file(tmp_path):
    assert only(written(tmp_path, "a.json", '{"a": 1}\n{"a": 2}\n')).locators == ["line 1", "line 2"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_json_in_other_encodings(tmp_path, encoding):
    text = json.dumps([{"страна": "Россия"}, {"страна": "Турция"}], ensure_ascii=False)
    assert only(written(tmp_path, "a.json", text, encoding)).rows == [("Россия",), ("Турция",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ('{"a": [1, 2', "not well formed"),
        ("[1, 2, 3]", "no records"),
        ('"text"', "no records"),
        ("{}", "no records"),
        ("[" * 100_000, "too deep"),
        ('{"a": ' * 50_000, "too deep"),
    ],
)
def test_json_without_records_is_said(tmp_path, text, said):
    with pytest.raises(Fault, match=said):
        tables(written(tmp_path, "a.json", text))


def test_no_line_with_an_object_is_said(tmp_path):
    with pytest.raises(Fault, match="no line holds"):
        tables(written(tmp_path, "a.jsonl", "1\n2\n"))


def test_flattening_loses_nothing():
    record = parse(
        '{"a": 1.0, "a": 2, "b": [], "c": [[1], 2], "d": [{"e": 1}, {"f": [2, 3]}], "g.h": 1, "g": {"h": 2}}'
    )
    assert flatten(record) == {
        "a": "1.0",
        "a (2)": "2",
        "b": None,
        "c": '[["1"], "2"]',
        "d.e": f"1{LISTED}",
        "d.f": f"{LISTED}2{LISTED}3",
        "g.h": "1",
        "g.h (2)": "2",
    }


def test_half_a_pair_of_signs_breaks_its_row(tmp_path):
    table = only(written(tmp_path, "a.json", '[{"a": "\\ud800"}, {"a": "\\ud83d\\ude00"}]'))
    assert table.rows == [("\U0001f600",)]
    assert table.broken == [("/0", "holds half of a pair of UTF-16 signs")]


@pytest.mark.skipif(
    not Path(__file__).parents[3].joinpath("shared/samples/public_api").is_dir(), reason="no sample here"
)
def test_the_sample_of_the_public_site():
    folder = Path(__file__).parents[3] / "shared/samples/public_api"
    details = only(folder / "red_details.jsonl")
    assert (len(details.rows), details.broken) == (320, [])
    assert len({row[details.columns.index("entity_id")] for row in details.rows}) == 300
    assert [len(only(folder / f"red_page_{i}.json").rows) for i in (1, 2)] == [100, 100]


def test_a_heading_of_millions_of_signs_fails_the_file(tmp_path):
    with pytest.raises(Fault, match="a heading or a name of 1,001 characters, longer than any is"):
        tables(written(tmp_path, "a.json", json.dumps([{"k" * 1_001: 1}])))
    assert tables(written(tmp_path, "a.json", json.dumps([{"k" * 1_000: 1}])))[0].rows == [("1",)]
