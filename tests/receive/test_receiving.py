"""The stage: which files are received, that they stay as they were, and what is said of each."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import Fault
from pipeline.receive import custody, run
from pipeline.settings import Settings
from pipeline.warehouse import building, reading

SOURCE = "title: Invented register\nnature: invented\nreceived: 2024-11-18\n"


@pytest.fixture
def desk(tmp_path) -> Settings:
    """A delivery of two files below a folder of deliveries."""
    folder = tmp_path / "raw" / "first"
    (folder / "lists").mkdir(parents=True)
    (folder / "SOURCE.yml").write_text(SOURCE)
    (folder / "lists" / "a.csv").write_text("ref,country\n1,RUS\n")
    (folder / "b.json").write_text('[{"ref": 1}]')
    return Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")


def received(settings: Settings) -> tuple[str, dict[str, tuple]]:
    """The closing line, and (status, reason, media type, sha256) of each file by delivery and path."""
    with building(settings) as con:
        line = run(settings, con)
    with reading(settings) as con:
        rows = con.sql("select delivery || '/' || path, status, reason, media_type, sha256 from audit.files").fetchall()
    assert rows == sorted(rows)
    return line, {row[0]: row[1:] for row in rows}


def test_each_file_is_listed_with_hash_and_type(desk):
    line, files = received(desk)
    assert line == "2 files (0.0 MB) received in 1 delivery; 1 skipped"
    content = (desk.raw / "first/b.json").read_bytes()
    assert files["first/b.json"] == ("read", None, "application/json", hashlib.sha256(content).hexdigest())
    assert files["first/lists/a.csv"][:3] == ("read", None, "text/csv")
    assert files["first/SOURCE.yml"][:2] == ("skipped", "description of the delivery")
    with reading(desk) as con:
        assert con.sql("select delivery, title, nature, received_on::text, drafted from raw.deliveries").fetchall() == [
            ("first", "Invented register", "invented", "2024-11-18", False)
        ]


def test_links_hidden_and_other_files_are_skipped_with_the_reason(desk, tmp_path):
    folder = desk.raw / "first"
    (tmp_path / "secret.csv").write_text("x")
    (folder / "out.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "in.csv").symlink_to(folder / "b.json")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / ".DS_Store").write_text("x")
    (folder / "~$a.xlsx").write_text("x")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "a.csv").write_text("x")
    os.mkfifo(folder / "pipe")
    _, files = received(desk)
    skipped = {path.removeprefix("first/"): said[1] for path, said in files.items() if said[0] == "skipped"}
    assert skipped == {
        "out.csv": "a link out of the delivery",
        "in.csv": "a link within the delivery",
        "loop": "a link within the delivery",
        ".DS_Store": "file of the operating system",
        "~$a.xlsx": "file of the operating system",
        "__MACOSX/a.csv": "file of the operating system",
        "pipe": "no ordinary file",
        "SOURCE.yml": "description of the delivery",
    }
    assert len(files) == 10


def test_a_file_named_or_received_before_and_missing_fails_and_the_run_goes_on(desk):
    received(desk)
    (desk.raw / "first/SOURCE.yml").write_text(SOURCE + "files:\n  never.csv: {record: none, one_row_is: x}\n")
    (desk.raw / "first/b.json").unlink()
    line, files = received(desk)
    assert files["first/never.csv"][:2] == files["first/b.json"][:2] == ("failed", "missing")
    assert line == "1 file (0.0 MB) received in 1 delivery; 1 skipped; 2 failed: first/b.json (missing)"
    _, files = received(replace(desk, accept_changes=True))
    assert "first/b.json" not in files


def test_a_delivery_that_is_gone_is_said(desk):
    received(desk)
    (desk.raw / "first").rename(desk.raw / "second")
    _, files = received(desk)
    assert {path: said[0] for path, said in files.items()} == {
        "first/b.json": "failed",
        "first/lists/a.csv": "failed",
        "second/SOURCE.yml": "skipped",
        "second/b.json": "read",
        "second/lists/a.csv": "read",
    }


def test_a_changed_file_stops_the_run_until_the_change_is_accepted(desk):
    _, before = received(desk)
    kept = (desk.derived / "custody.json").read_bytes()
    (desk.raw / "first/b.json").write_text('[{"ref": 2}]')
    for _ in range(2):
        with pytest.raises(Fault, match=r"first/b\.json: changed since it was received\n.*--accept-changes"):
            received(desk)
    assert (desk.derived / "custody.json").read_bytes() == kept
    _, after = received(replace(desk, accept_changes=True))
    assert after["first/b.json"][3] != before["first/b.json"][3]
    received(desk)


def test_a_description_may_change_at_any_time(desk):
    received(desk)
    (desk.raw / "first/SOURCE.yml").write_text(SOURCE + "terms: counts only\n")
    assert received(desk)[1]["first/SOURCE.yml"][0] == "skipped"


def test_another_file_than_the_one_described_fails(desk):
    source = SOURCE + f"files:\n  b.json: {{record: none, one_row_is: x, sha256: {'0' * 64}}}\n"
    (desk.raw / "first/SOURCE.yml").write_text(source)
    assert received(desk)[1]["first/b.json"][:2] == (
        "failed",
        "not the file SOURCE.yml describes: its sha256 is another",
    )


def test_an_untouched_file_is_not_read_again(desk):
    record = custody.Custody()
    file, hashed = desk.raw / "first/b.json", []

    def hash_of(path: Path) -> str:
        hashed.append(path)
        return custody.sha256(path)

    first = record.check("first", "b.json", file, hash_of)
    assert record.check("first", "b.json", file, hash_of) == first
    os.utime(file, ns=(1, 1))
    assert record.check("first", "b.json", file, hash_of).sha256 == first.sha256
    assert (len(hashed), record.changed) == (2, [])


def test_the_record_of_files_is_a_page_a_person_can_read_and_a_damaged_one_is_said(desk):
    received(desk)
    path = desk.derived / "custody.json"
    assert list(json.loads(path.read_text())["first"]) == ["b.json", "lists/a.csv"]
    path.write_text("{broken")
    with pytest.raises(Fault, match=r"custody\.json"):
        received(desk)


def test_a_file_in_no_delivery_is_said(desk):
    (desk.raw / "stray.csv").write_text("a,b\n")
    assert received(desk)[1]["/stray.csv"][:2] == ("failed", "lies in no delivery: put it into a folder of its own")
