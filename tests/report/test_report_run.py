"""The report is written aside and swapped in, comes out the same twice, and is left alone where nothing changed."""

import shutil

import duckdb
import pytest

from pipeline.errors import Fault
from pipeline.report.figures.write import SUFFIXES
from pipeline.report.run import _both_counts_agree, run
from pipeline.settings import Settings
from tests.report import world


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_made_twice_it_is_byte_for_byte_the_same(invented_site):
    before, drawn = content(invented_site.report), content(invented_site.figures)
    (invented_site.derived / "report.key").unlink()
    (invented_site.derived / "notebooks" / "03_the_first_check.ipynb").unlink()
    for suffix in SUFFIXES:
        (invented_site.figures / f"passed_against_overturned{suffix}").unlink()
    shutil.rmtree(invented_site.report)
    assert run(invented_site).endswith("pages).")
    assert content(invented_site.report) == before
    assert content(invented_site.figures) == drawn


def test_where_nothing_changed_it_is_left_alone(invented_site):
    index = invented_site.report / "index.html"
    made = index.stat().st_mtime_ns
    assert "nothing changed" in run(invented_site)
    assert index.stat().st_mtime_ns == made


def test_nothing_half_written_is_left_beside_it(invented_site):
    left = {path.name for path in invented_site.derived.iterdir()}
    assert not {name for name in left if "building" in name or name.endswith((".old", ".writing"))}


def test_two_counts_that_differ_stop_the_report_before_anything_is_printed(tmp_path):
    settings = world.build(tmp_path)
    with duckdb.connect(str(settings.database)) as con:
        con.execute(
            "insert into measures.second_count"
            " (figure, basis, country, period, year_basis, numerator, second_numerator, agrees) values"
            " ('overturn_rate', 'on_merits', 'RUS', '2024', 'decided', 50, 50, true),"
            " ('complaints', 'cases', 'RUS', 'decade_10', 'received', 932, 931, false)"
        )
    with pytest.raises(Fault, match=r"1 headline figures differ .* complaints cases RUS decade_10 received"):
        run(settings)
    assert not settings.report.exists() and not settings.figures.exists()
    with duckdb.connect(str(settings.database)) as con:
        con.execute("update measures.second_count set agrees = true")
    _both_counts_agree(settings)


def test_without_a_database_it_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="article3 run"):
        run(Settings(derived=tmp_path))


def test_without_a_headline_it_says_what_is_missing(invented_site, tmp_path):
    with pytest.raises(Fault, match="headline"):
        run(Settings(derived=invented_site.derived, hand=tmp_path))
