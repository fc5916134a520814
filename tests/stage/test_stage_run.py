"""A run stages every file it can, accounts for every row, keeps what has not changed, and says what failed and why."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.receive.readers.base import Aside, Table
from pipeline.schemas import STAGED
from pipeline.settings import Settings
from pipeline.stage.file import Account, _summary
from pipeline.stage.run import run
from pipeline.stage.source import Source
from pipeline.warehouse import connect

DESCRIBED = """\
title: Invented register
nature: invented
as_of: 2020-01-31
expect: {countries: [1, 2]}
files:
  requests.csv:
    record: requests
    columns: {No: reference, Land: requesting_country, Datum: requested_on}
    ignore: [Remark]
    expect: {rows: [5, 9], years: [2014, 2016], share_without_requested_on: [0, 0.9]}
  notes.csv: {record: none, one_row_is: remarks of the desk}
  book.xlsx:
    tables:
      Files: {record: complaints, columns: {No: reference, Kind: complaint_kind}}
      Notes: {record: none, one_row_is: remarks of the desk}
"""
REQUESTS = [
    {"No": "R/1", "Land": "RU", "Datum": "2015", "Remark": None},
    {"No": "", "Land": "RU", "Datum": "2015", "Remark": "lost"},
    {"No": "R/3", "Land": "Atlantis", "Datum": "02.03.2015", "Remark": None},
]


class Desk:
    """A raw folder whose files hold the name of the tables that a fake reader gives for them."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(raw=folder / "raw", derived=folder / "derived")
        self.tables: dict[str, list[Table] | Fault] = {}
        self.opened: list[str] = []
        self.con = connect()
        for schema in ("staged", "audit"):
            self.con.execute(f"create schema {schema}")
        self.delivery = folder / "raw" / "d"
        self.delivery.mkdir(parents=True)
        (self.delivery / "SOURCE.yml").write_text(DESCRIBED, "utf8")

    def put(self, name: str, *tables: Table | Fault) -> None:
        (self.delivery / name).write_text(name)
        self.tables[name] = list(tables)

    def open_tables(self, path: Path, options: dict[str, Any]) -> Iterator[Table]:
        self.opened.append(path.name)
        for table in self.tables[path.name]:
            if isinstance(table, Fault):
                raise table
            yield table

    def run(self, draft: Any = None, **choices: Any) -> str:
        settings = Settings(raw=self.settings.raw, derived=self.settings.derived, **choices)
        self.opened.clear()
        self.con.execute(
            "create or replace table audit.files"
            "(delivery varchar, path varchar, sha256 varchar, media_type varchar, status varchar, reason varchar)"
        )
        for path in sorted(self.delivery.iterdir()):
            row = ["d", path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "read"]
            if path.name == "SOURCE.yml":
                row[3] = "skipped"
            self.con.execute("insert into audit.files values (?, ?, ?, null, ?, null)", row)
        return run(settings, self.con, self.open_tables, draft)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.con.execute(query).fetchall()

    def staged_files(self) -> list[str]:
        root = self.settings.staged
        return sorted(path.name for path in root.rglob("*") if path.is_file()) if root.exists() else []


@pytest.fixture
def desk(tmp_path) -> Desk:
    return Desk(tmp_path)


def table(name: str, rows: list[dict[str, str | None]], size: int = 2, **asides: Any) -> Table:
    """A table whose batches have `size` rows."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    frame = frame.with_columns(_locator=pl.format("line {}", pl.int_range(2, pl.len() + 2)))
    return Table(name, list(rows[0]), frame.iter_slices(size), **asides)


def test_rows_are_staged_quarantined_and_excluded_and_the_account_adds_up(desk):
    asides = {"broken": [Aside("line 9", "too many cells", "[1]")], "excluded": [Aside("line 8", "totals row", "{}")]}
    desk.put("requests.csv", table("", REQUESTS, **asides, notes=["hidden sheet old"]))
    said = desk.run()
    assert said == "2 requests staged from 1 file; 2 rows quarantined"
    assert desk.rows("from audit.records") == [("d", "requests.csv", 5, 2, 2, 1)]
    assert desk.rows("select locator, reason, field from audit.quarantine") == [
        ("line 3", "reference is blank", "reference"),
        ("line 9", "too many cells", None),
    ]
    assert desk.rows("select locator, reason from audit.excluded") == [("line 8", "totals row")]
    assert desk.rows("select field, value, n from audit.unmapped") == [("requesting_country", "Atlantis", 1)]
    assert desk.rows("select status, reason from audit.files where path = 'requests.csv'") == [
        ("read", "hidden sheet old")
    ]
    got = desk.rows("select reference, requesting_country, requested_on_text, right(record_id, 2) from staged.requests")
    assert got == [("R/1", "RUS", "2015", "-1"), ("R/3", None, "2015-03-02", "-3")]


def test_every_staged_table_is_there_with_its_columns_and_exported(desk):
    desk.put("requests.csv", table("", REQUESTS))
    desk.run()
    for record, schema in STAGED.items():
        columns = [row[0] for row in desk.rows(f"describe staged.{record}")]
        exported = pl.read_parquet(desk.settings.tables / "staged" / f"{record}.parquet")
        assert columns == list(schema) == exported.columns
    assert desk.rows("select typeof(nationalities), typeof(requested_on) from staged.requests limit 1") == [
        ("VARCHAR[]", "DATE")
    ]


def test_one_size_of_batch_gives_the_same_bytes_of_rows_as_another(desk, tmp_path):
    frames = []
    for size in (1, 3):
        desk.put("requests.csv", table("", REQUESTS, size))
        (desk.delivery / "requests.csv").write_text(str(size))
        desk.run()
        frames.append(desk.con.sql("select * exclude (source_sha256) from staged.requests").pl())
    assert frames[0].equals(frames[1])


def test_what_has_not_changed_is_not_read_again_and_what_is_gone_is_taken_away(desk):
    desk.put("requests.csv", table("", REQUESTS))
    said = desk.run()
    assert desk.run() == said
    assert desk.opened == []
    assert desk.rows("select count(*) from staged.requests") == [(2,)]
    desk.put("requests.csv", table("", REQUESTS[:1]))
    (desk.delivery / "requests.csv").write_text("other bytes")
    assert desk.run() == "1 request staged from 1 file; 0 rows quarantined"
    assert desk.opened == ["requests.csv"]
    (desk.delivery / "requests.csv").unlink()
    assert desk.run() == "no records staged from 0 files; 0 rows quarantined"
    assert desk.rows("select count(*) from staged.requests") == [(0,)]
    assert desk.staged_files() == []


@pytest.mark.parametrize("change", ["mapping", "vocabulary"])
def test_another_mapping_or_vocabulary_stages_the_file_anew(desk, tmp_path, change):
    desk.put("requests.csv", table("", REQUESTS))
    desk.run()
    desk.put("requests.csv", table("", REQUESTS))
    choices = {}
    if change == "mapping":
        (desk.delivery / "SOURCE.yml").write_text(DESCRIBED.replace("2020-01-31", "2021-01-31"), "utf8")
    else:
        words = tmp_path / "hand" / "vocabulary"
        words.mkdir(parents=True)
        for path in desk.settings.vocabulary.glob("*.csv"):
            (words / path.name).write_bytes(path.read_bytes())
        with (words / "countries.csv").open("a", encoding="utf8") as handle:
            handle.write("Atlantis,GRC,en,\n")
        choices = {"hand": tmp_path / "hand"}
    desk.run(**choices)
    assert desk.opened == ["requests.csv"]
    if change == "vocabulary":
        assert desk.rows("select requesting_country from staged.requests order by record_id") == [("RUS",), ("GRC",)]


@pytest.mark.parametrize(
    "columns, reason",
    [
        (("No", "Land", "Datum", "Weight"), "columns neither mapped nor ignored: Weight. Map each column"),
        (("No", "Land"), "mapped columns not found: Datum. Map each column"),
    ],
)
def test_a_file_whose_columns_have_no_place_is_failed_and_the_others_go_on(desk, columns, reason):
    desk.put("requests.csv", table("", [dict.fromkeys(columns, "1")]))
    desk.put("book.xlsx", table("Files", [{"No": "C/1", "Kind": "plainte"}]))
    assert desk.run() == "1 complaint staged from 1 file; 0 rows quarantined; 1 file failed: d/requests.csv"
    (status, said), *_ = desk.rows("select status, reason from audit.files where path = 'requests.csv'")
    assert (status, said.startswith(reason)) == ("failed", True)
    assert desk.rows("select path from audit.records") == [("book.xlsx",)]


def test_a_file_that_breaks_midway_leaves_nothing_behind(desk):
    def batches() -> Iterator[pl.DataFrame]:
        yield from table("", REQUESTS).batches
        raise Fault("requests.csv", "the file ends in the middle of a row", "Ask for it again.")

    desk.put("requests.csv", Table("", list(REQUESTS[0]), batches()))
    assert desk.run().endswith("1 file failed: d/requests.csv")
    assert desk.rows("select count(*) from staged.requests") == [(0,)]
    assert desk.staged_files() == []
    assert desk.rows("select reason from audit.files where status = 'failed'") == [
        ("the file ends in the middle of a row. Ask for it again.",)
    ]


def test_a_file_without_a_mapping_says_how_to_go_on(desk):
    desk.put("new.csv", table("", [{"A": "1"}]))
    desk.run()
    (reason,) = desk.rows("select reason from audit.files where path = 'new.csv'")[0]
    assert "no mapping; the columns are A" in reason
    assert "article3 describe d" in reason


def test_tables_and_files_that_hold_no_records_are_left_out_with_the_reason(desk):
    desk.put("notes.csv")
    notes = table("Notes", [{"x": "1"}, {"x": "2"}])
    desk.put("book.xlsx", table("Files", [{"No": "C/1", "Kind": "plainte"}]), notes)
    desk.run()
    assert desk.opened == ["book.xlsx"]
    assert desk.rows("select status, reason from audit.files where path = 'notes.csv'") == [
        ("skipped", "remarks of the desk")
    ]
    assert desk.rows("from audit.records") == [("d", "book.xlsx", 3, 1, 0, 2)]
    assert {row[0] for row in desk.rows("select reason from audit.excluded")} == {"remarks of the desk"}


def _draft(record: str, columns: dict[str, str]) -> Any:
    def draft_table(headers: list[str], sample: pl.DataFrame, file: str, name: str, settings: Settings) -> Any:
        assert "_locator" not in sample.columns
        unknown = [header for header in headers if header not in columns]
        return SimpleNamespace(mapping=Mapping(record, columns, one_row_is="not recognised"), unknown=unknown)

    return draft_table


def test_drafts_are_taken_only_when_accepted_and_their_unknown_columns_are_listed(desk):
    rows = [{"No": "R/1", "Colour": "red"}, {"No": "R/2", "Colour": None}]
    desk.put("new.csv", table("", rows))
    assert desk.run(_draft("requests", {"No": "reference"})).endswith("1 file failed: d/new.csv")
    desk.put("new.csv", table("", rows))
    assert desk.run(_draft("requests", {"No": "reference"}), accept_drafts=True).startswith("2 requests staged")
    assert desk.rows("select field, value, n from audit.unmapped") == [("(column)", "Colour", 1)]
    assert "draft" in desk.rows("select reason from audit.files where path = 'new.csv'")[0][0]
    assert {str(row[0]) for row in desk.rows("select as_of from staged.requests")} == {"2020-01-31"}


def test_a_draft_that_recognises_nothing_fails_the_file(desk):
    desk.put("new.csv", table("", [{"Colour": "red"}]))
    desk.run(_draft("none", {}), accept_drafts=True)
    ((status, reason),) = desk.rows("select status, reason from audit.files where path = 'new.csv'")
    assert status == "failed"
    assert "not recognised" in reason


def test_ranges_that_do_not_hold_are_warnings(desk):
    desk.put("requests.csv", table("", [{**row, "Datum": "2019"} for row in REQUESTS]))
    desk.run()
    assert desk.rows("select path, what, found, expected from audit.warnings") == [
        ("requests.csv", "rows", "3", "5 to 9"),
        ("requests.csv", "years", "2019", "2014 to 2016"),
    ]
    (desk.delivery / "SOURCE.yml").write_text(DESCRIBED.replace("countries: [1, 2]", "countries: [3, 9]"), "utf8")
    desk.run()
    assert (None, "countries", "1", "3 to 9") in desk.rows("select path, what, found, expected from audit.warnings")


def test_the_same_file_gives_the_same_bytes(desk):
    desk.put("requests.csv", table("", REQUESTS))
    desk.run()
    root = desk.settings.staged
    first = {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    for path in first:
        (root / path).unlink()
    desk.put("requests.csv", table("", REQUESTS))
    desk.run()
    assert first == {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert json.loads(first[next(path for path in first if path.name == "summary.json")])["kinds"] == {"requests": 2}


def test_rows_that_are_nowhere_stop_the_run(tmp_path):
    account = Account(found=3)
    with pytest.raises(Fault, match="do not add up"):
        _summary(Source("d", "requests.csv", "0"), tmp_path, {"requests": 1, "quarantine": 1}, account)


def test_staging_before_receiving_is_a_plain_fault(desk):
    with pytest.raises(Fault, match="nothing was received yet"):
        run(desk.settings, duckdb.connect(), desk.open_tables, None)


DESCRIBED_APART = """\
title: Invented register
nature: invented
files:
  a.csv: {record: requests, columns: {No: reference, Land: requesting_country}}
  b.csv: {record: requests, columns: {No: reference, Land: requesting_country}}
"""


@pytest.mark.parametrize(
    "change, read_again",
    [
        ("nothing", []),
        ("bytes of one", ["a.csv"]),
        ("mapping of one", ["b.csv"]),
        ("title", []),
        ("as_of of all", ["a.csv", "b.csv"]),
        ("another file", ["c.csv"]),
        ("a word", ["a.csv", "b.csv"]),  # any word may stand in any file
    ],
)
def test_only_what_a_change_concerns_is_read_again(desk, tmp_path, change, read_again):
    source = desk.delivery / "SOURCE.yml"
    rows = [{"No": "R/1", "Land": "RU"}]
    source.write_text(DESCRIBED_APART, "utf8")
    for name in ("a.csv", "b.csv"):
        desk.put(name, table("", rows))
    desk.run()
    choices = {}
    for name in ("a.csv", "b.csv"):
        desk.tables[name] = [table("", rows)]
    if change == "bytes of one":
        (desk.delivery / "a.csv").write_text("other bytes")
    elif change == "mapping of one":
        source.write_text(DESCRIBED_APART.replace("b.csv: {", "b.csv: {as_of: 2020-01-31, "), "utf8")
    elif change == "title":
        source.write_text(DESCRIBED_APART.replace("Invented register", "Register, invented"), "utf8")
    elif change == "as_of of all":
        source.write_text(f"{DESCRIBED_APART}as_of: 2020-01-31\n", "utf8")
    elif change == "another file":
        source.write_text(DESCRIBED_APART + DESCRIBED_APART.splitlines()[-1].replace("b.csv", "c.csv"), "utf8")
        desk.put("c.csv", table("", rows))
    elif change == "a word":
        shutil.copytree(desk.settings.hand, tmp_path / "hand")
        with (tmp_path / "hand" / "vocabulary" / "countries.csv").open("a", encoding="utf8") as handle:
            handle.write("Atlantis,GRC,en,\n")
        choices = {"hand": tmp_path / "hand"}
    desk.run(**choices)
    assert desk.opened == read_again
