"""A worker that dies, hangs, runs out or lies costs one file, with a plain reason; the run goes on."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

import polars as pl
import pytest

from pipeline.errors import Fault, LeftOut
from pipeline.receive.readers import LONGEST, WIDEST
from pipeline.receive.readers import open_tables as direct
from pipeline.receive.readers.base import LOCATOR
from pipeline.receive.workers import open_tables, wire
from pipeline.receive.workers.calls import Call
from pipeline.receive.workers.limits import Limits, for_file
from pipeline.rehearse.formats import office, pdfs
from pipeline.settings import ROOT
from tests.receive.reading import written

GRID = [["Ref", "Country"], ["A-1", "RUS"], ["A-2", "TUR"]]


def read(path, limits=None, **options):
    return [
        (table.name, table.columns, [row for batch in table.batches for row in batch.rows()], table.notes)
        for table in open_tables(path, options, limits)
    ]


def test_a_worker_gives_what_its_reader_gives(tmp_path):
    path = written(
        tmp_path, "a.xlsx", office.xlsx({"A": [["Title", ""], *GRID, ["Total", ""]], "B": GRID}, hidden=("B",))
    )
    [ours] = direct(path, {})
    tables = open_tables(path, {})
    theirs = next(tables)
    assert [b.rows() for b in theirs.batches] == [b.rows() for b in ours.batches]
    assert next(tables, None) is None
    assert (theirs.name, theirs.columns, theirs.notes) == (ours.name, ours.columns, ours.notes)
    assert theirs.excluded == ours.excluded and len(theirs.excluded) == 3


def test_a_table_left_before_its_end_is_skipped(tmp_path):
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as con:
        for name in ("a", "b"):
            con.execute(f"create table {name} (x text)")
            con.executemany(f"insert into {name} values (?)", [("w" * 200,)] * 90_000)
    con.close()
    heights = [next(iter(table.batches)).height for table in open_tables(path, {})]
    assert heights == [20_000, 20_000]


def test_faults_and_files_left_out_are_told(tmp_path):
    with pytest.raises(Fault, match=r"a\.csv: the file holds no text"):
        read(written(tmp_path, "a.csv", "\n"))
    if not any(os.access(f"{folder}/tesseract", os.X_OK) for folder in os.environ["PATH"].split(os.pathsep)):
        with pytest.raises(LeftOut, match="needs OCR"):
            read(written(tmp_path, "a.pdf", pdfs.pdf([pdfs.scanned_page()])))


def test_too_little_memory_costs_one_file(tmp_path):
    rows = "".join(f"A-{i},{'x' * 100}\n" for i in range(300_000))
    path = written(tmp_path, "a.csv", "ref,text\n" + rows)
    small = Limits(seconds=60, memory=600 << 20)
    with pytest.raises(Fault, match=r"a\.csv: .*(memory|broke)"):
        read(path, small)
    assert len(read(written(tmp_path, "b.csv", "a,b\n1,2\n"))[0][2]) == 1


def test_a_worker_that_hangs_is_ended(tmp_path):
    path = tmp_path / "a.csv"
    os.mkfifo(path)
    start = time.monotonic()
    with pytest.raises(Fault, match="its reader took longer than 1 seconds"):
        read(path, Limits(seconds=1, memory=4 << 30))
    assert time.monotonic() - start < 20


def head(**said) -> bytes:
    """The frame that begins a table."""
    content = json.dumps(said).encode()
    return wire.HEAD.pack(wire.TABLE, len(content)) + content


@pytest.mark.parametrize(
    "sent, reason",
    [
        (b"", "broke down"),
        (b"\xff" * 40, "broke down"),
        (wire.HEAD.pack(wire.TABLE, 2) + b"[]", "sent what no reader sends"),
        (wire.HEAD.pack(wire.TABLE, 3) + b"{]}", "sent what no reader sends"),
        (wire.HEAD.pack(wire.BATCH, 1) + b"x", "sent what no reader sends"),
        (head(name="", columns=["a" * (LONGEST + 1)]), "sent what no reader sends"),
        (head(name="", columns=["a"] * (WIDEST + 1)), "sent what no reader sends"),
    ],
)
def test_what_no_worker_sends_is_refused(tmp_path, monkeypatch, sent, reason):
    ours, theirs = socket.socketpair()

    def begin(call, job, what, place, limits):
        call.place, call.limits, call.waited, call.line, call.pid = place, limits, 0.0, ours, None

    monkeypatch.setattr(Call, "__init__", begin)
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(Fault, match=reason):
        read(written(tmp_path, "a.csv", "a,b\n"), Limits(5, 1))


def test_rows_are_taken_only_as_the_text_they_should_be():
    rows = pl.DataFrame({"a": ["x", None], LOCATOR: ["line 2", "line 3"]})
    content = memoryview(wire.packed(rows))
    assert wire.unpacked(content, ["a", LOCATOR]).rows() == rows.rows()
    for wrong in (wire.packed(rows.rename({"a": "b"})), wire.packed(pl.DataFrame({"a": [1], LOCATOR: ["x"]})), b"junk"):
        with pytest.raises(wire.Gone):
            wire.unpacked(memoryview(wrong), ["a", LOCATOR])
    damaged = bytearray(content)
    damaged[len(damaged) // 2 :] = b"\xff" * (len(damaged) - len(damaged) // 2)
    with pytest.raises(wire.Gone):
        wire.unpacked(memoryview(damaged), ["a", LOCATOR])


def test_a_worker_has_no_network_and_may_write_nothing(tmp_path):
    probe = (
        "import socket, sys\n"
        "from pipeline.receive.workers import sandbox\n"
        "from pipeline.receive.workers.limits import Limits\n"
        "sandbox.leave_network(); sandbox.keep_within(Limits(5, 4 << 30))\n"
        "try:\n    socket.create_connection(('192.0.2.1', 9), 2); print('reached')\n"
        "except OSError as error:\n    print('no network' if 'timed out' not in str(error) else 'timed out')\n"
        "try:\n    open(sys.argv[1], 'wb', 0).write(b'x'); print('wrote')\n"
        "except OSError:\n    print('not written')\n"
    )
    command = [sys.executable, "-c", probe, str(tmp_path / "x")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split("\n")[:2] == ["no network", "not written"]


def test_limits_grow_with_the_file(tmp_path):
    small, large = written(tmp_path, "a", b"x"), tmp_path / "b"
    with large.open("wb") as file:
        file.truncate(500 << 20)
    assert for_file(large).seconds == for_file(small).seconds + 1000
    assert for_file(small).written == 0
