"""A delivery with files of every format, partly in nested archives: nothing lost, every rate as planted."""

import json
import shutil

import duckdb
import pytest

from pipeline import rehearse, warehouse
from pipeline.rehearse import packing, score
from pipeline.rehearse.scans import reading
from pipeline.run import STAGES
from pipeline.settings import Settings
from tests.rehearse.test_delivery_written import prints

KINDS = {
    *("csv", "tsv", "xlsx", "xls", "ods", "json", "jsonl", "parquet", "sqlite", "html", "docx", "rtf", "pdf", "txt"),
    *("eml", "mbox", "msg", "png"),
}


@pytest.fixture(scope="module")
def every(tmp_path_factory):
    """(database, truth, delivery) of seed 21, used nowhere else."""
    folder = tmp_path_factory.mktemp("every_format")
    rehearse.run(folder / "raw/invented", 21, folder / "truth.json", size="small", formats="all")
    settings = Settings(raw=folder / "raw", derived=folder / "derived")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(packing.PASSWORD_ENV, packing.PASSWORD)
        with warehouse.building(settings) as con:
            for name in STAGES:
                if name != "check":
                    STAGES[name](settings, con)
    return settings.database, folder / "truth.json", folder / "raw/invented"


def test_every_rate_count_and_line_of_the_accounting_is_recovered_exactly(every):
    assert score(*every[:2]) == []


def test_no_format_is_missing_and_archives_lie_within_archives(every):
    planted = json.loads(every[1].read_text("utf8"))["accounting"]
    assert {path.rsplit(".", 1)[-1] for path in planted} == KINDS
    assert any(path.count("!/") == 2 for path in planted)
    archives = {part.rsplit("/", 1)[-1] for path in planted for part in path.split("!/")[:-1]}
    assert archives >= {"box.zip", "inner.7z", "backup.tar.gz", "copies.tar.bz2", "copies.tar.xz", "annex.eml"}


def test_decisions_are_tied_and_a_wrong_figure_of_a_report_is_found(every):
    with duckdb.connect(str(every[0]), read_only=True) as con:
        ties = dict(con.execute("select tie, count(*) from resolved.decision_documents group by all").fetchall())
        agrees = "select distinct country, year, agrees from marts.reported_against_records where measure = ?"
        found = con.execute(f"{agrees} and basis = 'checked' order by all", ["initial_pass_rate"]).fetchall()
        stock = con.execute(f"{agrees} order by all", ["in_circulation"]).fetchall()
    assert ties == {"tied": 40, "blacked_out": 5}
    assert found == [("RUS", 2024, True), ("TUR", 2023, False)]
    assert stock == [("RUS", 2022, False), ("RUS", 2023, True)]


def test_every_file_is_read_and_what_a_scan_says_is_compared(every):
    with duckdb.connect(str(every[0]), read_only=True) as con:
        failed = con.execute("select path, reason from audit.files where status = 'failed'").fetchall()
        skipped = con.execute("select path, reason from audit.files where status = 'skipped'").fetchall()
    assert failed == []
    lines = reading(*every[:2])
    assert len(lines) == 5
    if shutil.which("tesseract"):
        right = sum(int(line.split(": ")[1].split(" ")[0]) for line in lines)
        assert right >= 0.9 * 25, lines
    else:
        assert sum("needs OCR" in reason for _, reason in skipped) == 5
        assert all(line.endswith("not read") for line in lines)


def test_an_archive_whose_password_is_not_set_is_failed_and_the_run_goes_on(every, tmp_path):
    shutil.copytree(every[2], tmp_path / "raw/invented")
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    with warehouse.building(settings) as con:
        STAGES["receive"](settings, con)
        found = dict(con.execute("select path, reason from audit.files where status = 'failed'").fetchall())
    assert "encrypted" in found["parcels/locked.zip"] and packing.PASSWORD_ENV in found["parcels/locked.zip"]


def test_the_same_seed_gives_the_same_bytes_in_every_format(every, tmp_path):
    rehearse.run(tmp_path / "again", 21, size="small", formats="all")
    assert prints(tmp_path / "again") == prints(every[2])
