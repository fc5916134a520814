"""All stages in order: the database is swapped in whole, what it cost is kept, and nothing changed is seen at once."""

import os

import pytest

from pipeline import run as stages
from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.graph.types import column_types, create_empty
from pipeline.settings import Settings

NEEDED = [f"resolved.{kind}" for kind in ("requests", "complaints", "messages", "people")]


@pytest.fixture
def settings(tmp_path):
    """A delivery of one file, and empty folders for the rest."""
    for name in ("raw/leak", "hand", "published"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "raw" / "leak" / "register.csv").write_text("a;b\n1;2\n")
    return Settings(tmp_path / "raw", tmp_path / "derived", tmp_path / "hand", tmp_path / "published")


@pytest.fixture
def called(monkeypatch):
    """The stages called, in order. They do nothing but leave the tables the summary reads."""
    calls = []

    def receive(settings, con):
        calls.append("receive")
        for table in ("raw.deliveries", "audit.files", "audit.records", "audit.unmapped", *NEEDED):
            con.execute(f"drop table if exists {table}")
            create_empty(con, table, column_types()[table])
        con.execute("insert into raw.deliveries (delivery, nature) values ('leak', 'real')")
        con.execute(
            "insert into audit.files (delivery, path, sha256, status) values ('leak', 'register.csv', 'f', 'read')"
        )
        return "1 file"

    def report(settings):
        calls.append("report")
        settings.report.mkdir(exist_ok=True)
        settings.figures.mkdir(exist_ok=True)
        (settings.report / "index.html").write_text("<html>")
        return "1 page"

    def other(name):
        def run(settings, con):
            calls.append(name)
            if name == "measure":
                (settings.derived / "measures.json").write_text("{}")
            return name

        return run

    monkeypatch.setattr(
        stages, "STAGES", {name: receive if name == "receive" else other(name) for name in stages.STAGES}
    )
    monkeypatch.setattr(stages, "report", report)
    return calls


def runs(settings):
    with warehouse.reading(settings) as con:
        return con.sql("select run_id, stage from audit.runs").fetchall()


def test_all_stages_run_in_order_and_each_leaves_what_it_cost(settings, called):
    outcome = stages.run(settings)
    assert called == list(stages.ORDER)
    assert runs(settings) == [(1, name) for name in stages.ORDER]
    assert outcome.failed == 0 and len(outcome.lines) <= 10
    assert outcome.lines[-1] == f"Report: {settings.report / 'index.html'}"
    with warehouse.reading(settings) as con:
        assert con.sql(
            "select bool_and(seconds >= 0 and peak_mib > 0), count(distinct input_hash) from audit.runs"
        ).fetchone() == (True, 1)


def test_it_stops_where_it_is_told(settings, called):
    outcome = stages.run(settings, "model")
    assert called == ["receive", "stage", "resolve", "model"]
    assert outcome.lines[-1] == f"Database: {settings.database}"


def test_nothing_changed_is_said_at_once_and_nothing_runs(settings, called):
    first = stages.run(settings)
    called.clear()
    again = stages.run(settings)
    assert called == []
    assert again.lines == ["Nothing changed since the last run.", *first.lines]


def test_a_run_whose_figures_are_gone_is_done_again(settings, called):
    stages.run(settings)
    called.clear()
    settings.figures.rmdir()
    stages.run(settings)
    assert "report" in called and settings.figures.exists()


def add_a_file(settings):
    (settings.raw / "leak" / "more.csv").write_text("a")


def touch(settings):
    os.utime(settings.raw / "leak" / "register.csv", (1, 1))


def type_a_word(settings):
    (settings.hand / "corrections.yml").write_text("[]")


def lose_the_report(settings):
    (settings.report / "index.html").unlink()


def run_one_stage(settings):
    stages.one("model", settings)


@pytest.mark.parametrize("change", [add_a_file, touch, type_a_word, lose_the_report, run_one_stage])
def test_a_change_is_seen(settings, called, change):
    stages.run(settings)
    change(settings)
    called.clear()
    stages.run(settings)
    assert called == list(stages.ORDER)
    assert runs(settings)[-1] == (2, "report")


def test_files_that_failed_are_named_with_what_to_do_and_are_many_lines_never(settings, called, monkeypatch):
    def fail(settings, con):
        con.execute(
            "insert into audit.files "
            "select 'leak', i || '.csv', 's', 1, 'text/csv', 'failed', 'empty:\nask again' from range(9) t(i)"
        )
        return "staged"

    monkeypatch.setitem(stages.STAGES, "stage", fail)
    for _ in range(2):
        outcome = stages.run(settings)
        assert outcome.failed == 9 and len(outcome.lines) <= 10
        assert "Not read: leak/0.csv: empty: ask again" in outcome.lines
        assert any(line.startswith("… and 7 more files") for line in outcome.lines)


def test_a_stage_that_stops_leaves_the_last_database_and_no_sign_of_success(settings, called, monkeypatch):
    stages.run(settings)

    def stop(settings, con):
        con.execute("create table marts.half as select 1 as a")
        raise Fault("sql/marts/half.sql", "is not right")

    monkeypatch.setitem(stages.STAGES, "model", stop)
    add_a_file(settings)
    for _ in range(2):
        with pytest.raises(Fault, match="is not right"):
            stages.run(settings)
    assert len(runs(settings)) == len(stages.ORDER)
    with warehouse.reading(settings) as con:
        assert con.sql("select * from information_schema.tables where table_name = 'half'").fetchall() == []


def test_invented_records_are_called_so(settings, called, monkeypatch):
    def invent(settings, con):
        con.execute("update raw.deliveries set nature = 'invented'")
        return "staged"

    monkeypatch.setitem(stages.STAGES, "stage", invent)
    assert stages.run(settings).lines[0].startswith("INVENTED DEMONSTRATION DATA")
