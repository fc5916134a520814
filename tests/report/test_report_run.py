"""The report is written aside and swapped in, comes out the same twice, and is left alone where nothing changed."""

import shutil

import pytest

from pipeline.errors import Fault
from pipeline.report.run import run
from pipeline.settings import Settings


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_made_twice_it_is_byte_for_byte_the_same(invented_site):
    before = content(invented_site.report)
    (invented_site.derived / "report.key").unlink()
    (invented_site.derived / "notebooks" / "03_the_first_check.ipynb").unlink()
    (invented_site.figures / "first_check_by_year.json").unlink()
    shutil.rmtree(invented_site.report)
    assert run(invented_site).endswith("pages).")
    assert content(invented_site.report) == before


def test_where_nothing_changed_it_is_left_alone(invented_site):
    index = invented_site.report / "index.html"
    made = index.stat().st_mtime_ns
    assert "nothing changed" in run(invented_site)
    assert index.stat().st_mtime_ns == made


def test_nothing_half_written_is_left_beside_it(invented_site):
    left = {path.name for path in invented_site.derived.iterdir()}
    assert not {name for name in left if "building" in name or name.endswith((".old", ".writing"))}


def test_without_a_database_it_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="article3 run"):
        run(Settings(derived=tmp_path))


def test_without_a_headline_it_says_what_is_missing(invented_site, tmp_path):
    with pytest.raises(Fault, match="headline"):
        run(Settings(derived=invented_site.derived, hand=tmp_path))
