"""Expectations are kept as files, find what is wrong, and name failing rows by place."""

import json
import shutil

import polars as pl
import pytest

from pipeline import schemas, warehouse
from pipeline.check import run
from pipeline.check.run import SUITES
from pipeline.settings import Settings

PLACE = {"source_file": "register.csv", "source_sha256": "0", "delivery": "invented"}


@pytest.fixture
def built(tmp_path):
    """A database with two staged complaints, the second decided before it was received; one suite looks at it."""
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    rows = [
        {"record_id": "a", "complaint_kind": "deletion", "received_on": "2020-01-01", "decided_on": "2020-06-01"},
        {"record_id": "b", "complaint_kind": "deletion", "received_on": "2020-01-01", "decided_on": "2019-06-01"},
    ]
    frame = pl.DataFrame(
        [
            {**row, **PLACE, "reference": f"CCF/{n}", "name": "Zzyzx Quarrel", "source_locator": f"line {n + 2}"}
            for n, row in enumerate(rows)
        ]
    ).with_columns(pl.col("received_on", "decided_on").str.to_date())
    typed = {name: pl.lit(None, dtype).alias(name) for name, dtype in schemas.STAGED["complaints"].items()}
    frame = frame.with_columns(**{name: e for name, e in typed.items() if name not in frame.columns})
    suites = tmp_path / "suites"
    suites.mkdir()
    shutil.copy(SUITES / "staged.complaints.json", suites)
    with warehouse.building(settings) as con:
        warehouse.write_table(con, "staged.complaints", frame)
    return settings, suites


def test_a_failing_row_is_named_by_place_and_a_second_run_checks_nothing_anew(built):
    settings, suites = built
    with warehouse.building(settings) as con:
        first = run(settings, con, suites)
        second = run(settings, con, suites)
    text = (settings.derived / "checks" / "staged.complaints.json").read_text("utf8")
    failed = [r for r in json.loads(text)["results"] if not r["success"]]
    assert [(r["column"], r["unexpected_count"], r["failing"]) for r in failed] == [
        ("decided_on, received_on", 1, ["invented/register.csv, line 3"])
    ]
    assert "1 do not hold" in first and "(1 tables checked anew)" in first
    assert "(0 tables checked anew)" in second
    assert "Zzyzx" not in text and "2019-06-01" not in text


@pytest.mark.parametrize("path", sorted(SUITES.glob("*.json")), ids=lambda path: path.stem)
def test_every_suite_says_its_rules_once_in_words(path):
    suite = json.loads(path.read_text("utf8"))
    rules = [expectation["meta"]["rule"] for expectation in suite["expectations"]]
    assert suite["table"] == path.stem
    assert len(rules) == len(set(rules)) > 3
