"""What is public, and what people typed: the tables that ship, and what is said of a bad one."""

import shutil
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from pipeline.errors import Fault
from pipeline.receive import published
from pipeline.settings import Settings


@pytest.fixture
def con():
    with duckdb.connect() as con:
        con.execute("create schema raw")
        yield con


@pytest.fixture
def desk(tmp_path):
    """A copy of what ships, to be damaged."""
    own = Settings()
    settings = replace(own, hand=tmp_path / "hand", published=tmp_path / "published")
    settings.hand.mkdir()
    for name in ("comparisons.yml", "policy_events.csv"):
        shutil.copy(own.hand / name, settings.hand / name)
    shutil.copytree(own.published, settings.published)
    for path in settings.published.iterdir():
        path.chmod(0o644)
    return settings


def test_the_tables_that_ship(con, desk):
    published.load(desk, con)
    counted = {name: con.sql(f"select count(*) from raw.{name}").fetchone()[0] for name in published.COLUMNS}
    assert counted == {"statistics": 204, "cases": 15, "claims": 22, "policy_events": 6}
    assert con.sql("select value, tolerance from raw.claims where id = 'C02'").fetchall() == [(3.0, 0.45)]
    assert con.sql('from raw.windows order by "window"').fetchall() == [
        ("decade_10", 2015, 2024, "ten years up to the last full year of the reports"),
        ("decade_11", 2014, 2024, "eleven years up to the last full year of the reports"),
    ]
    assert con.sql("from raw.pairs").fetchall() == [("RUS", "TUR")]


def test_a_policy_event_is_dated_as_precisely_as_its_source(con, desk):
    published.load(desk, con)
    rows = con.sql("select event_on, event_on_text, year, source_url from raw.policy_events").fetchall()
    assert (date(2022, 3, 10), "2022-03-10", 2022) in {row[:3] for row in rows}
    for day, text, year, source in rows:
        assert (day is not None) == (len(text) == 10)
        assert text.startswith(str(year))
        assert source.startswith("https://")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("comparisons.yml", "last_year: 2024", "last_year: 1999", "before it begins"),
        ("comparisons.yml", "window: decade_10", "window: decade_9", "decade_9"),
        ("comparisons.yml", "[RUS, TUR]", "[RUS, RUS]", "two different countries"),
        ("comparisons.yml", "[RUS, TUR]", "[Russia, TUR]", "no country code"),
        ("comparisons.yml", "year: 2024\n", "year: soon\n", "no year"),
        ("comparisons.yml", "headline:", "head:", "line 2"),
        ("policy_events.csv", "event_id,", "id,", "columns are not as expected"),
        ("policy_events.csv", "2022-03-10,2022-03-10", "10.3.2022,2022-03-10", "line 4: event_on is no date"),
        ("policy_events.csv", ",2016,2016", ",2016,2016,", "cells where there are"),
    ],
)
def test_what_is_typed_wrongly_is_said_with_its_line(con, desk, file, old, new, said):
    path = desk.hand / file
    text = path.read_text("utf8")
    assert old in text
    path.write_text(text.replace(old, new), "utf8")
    with pytest.raises(Fault, match=said):
        published.load(desk, con)


@pytest.mark.parametrize("name", ["published/cases.csv", "hand/policy_events.csv", "hand/comparisons.yml"])
def test_a_missing_file_is_said(con, desk, name):
    (desk.hand.parent / name).unlink()
    with pytest.raises(Fault, match="missing"):
        published.load(desk, con)


def test_a_table_that_is_not_utf8_is_said(con, desk):
    (desk.published / "cases.csv").write_bytes((desk.published / "cases.csv").read_bytes() + b"\xff\xff\n")
    with pytest.raises(Fault, match="UTF-8"):
        published.load(desk, con)
