"""Notebooks are stored clean, run without a network on the finished results, and say plainly where they fail."""

import json
import re
from importlib import import_module

import nbformat
import pytest

from pipeline.errors import Fault
from pipeline.notebook import open_results
from pipeline.report import figures
from pipeline.report.notebooks import page
from pipeline.report.notebooks.execute import execute, prefix
from pipeline.report.notebooks.run import NOTEBOOKS, run
from pipeline.settings import Settings
from tests.report import world

STORED = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
FIVE = STORED[:5]  # those that answer the question; the ones after them show methods


def notebook(folder, name, *cells):
    """A notebook of code cells, written to a folder."""
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text, id=f"c-{i}") for i, text in enumerate(cells)]
    )
    folder.mkdir(exist_ok=True)
    nbformat.write(made, folder / name)
    return folder / name


def test_the_five_that_answer_the_question_come_first():
    assert [path.stem for path in FIVE] == [
        "01_what_the_records_hold",
        "02_who_asks",
        "03_the_first_check",
        "04_how_complaints_end",
        "05_russia_against_turkey",
    ]


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs_and_with_ids_of_its_own(path):
    stored = json.loads(path.read_text("utf8"))
    code = [cell for cell in stored["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert len(stored["cells"]) <= 40 and stored["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in stored["cells"]]
    assert ids == [f"{path.stem[:2]}-{n:02d}" for n in range(1, len(ids) + 1)]


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem)
def test_a_cell_is_ten_lines_at_most(path):
    cells = json.loads(path.read_text("utf8"))["cells"]
    assert max(len("".join(cell["source"]).splitlines()) for cell in cells if cell["cell_type"] == "code") <= 10


@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem)
def test_a_notebook_has_every_part_and_checks_itself(path):
    words = path.read_text("utf8")
    for part in ("## What cannot be used, and why", "## The same answer another way", "## What this does not show"):
        assert part in words
    assert words.count("assert ") >= 2


def test_every_answer_holds_its_number(invented_site):
    kept = [nbformat.read(invented_site.derived / "notebooks" / path.name, 4) for path in STORED]
    assert len(kept) == len(STORED)
    assert all(page.title(one) for one in kept)
    assert all(re.search(r"\d", page.answer(one)) for one in kept[: len(FIVE)])


def test_on_records_without_any_case_every_notebook_still_runs(tmp_path, monkeypatch):
    settings = world.build(tmp_path, empty=True)
    for module in ("pipeline.report.figures.run", "pipeline.report.notebooks.run"):
        monkeypatch.setattr(import_module(module), "LANGUAGES", ("en",))
    figures.run(settings)
    for one in run(settings, "empty")["en"].values():
        assert "no answer" in page.answer(one) or "0 requests" in page.answer(one)


def test_a_notebook_that_fails_is_named_without_a_trace(invented_site, tmp_path):
    path = notebook(tmp_path, "09_wrong.ipynb", "x = 1", "assert x == 2, 'the two counts differ'")
    with pytest.raises(Fault, match=r"notebook 09_wrong, cell c-1: AssertionError: the two counts differ"):
        execute({path: ["en", "fr"]}, invented_site)


def test_a_notebook_runs_anew_only_where_something_changed(invented_site, tmp_path):
    path = notebook(tmp_path / "own", "01_time.ipynb", "import time; time.time_ns()")
    settings = world.build(tmp_path / "run")

    def result(data):
        return run(settings, data, tmp_path / "own")["en"]["01_time"].cells[0].outputs[0]["data"]["text/plain"]

    first = result("same data")
    assert result("same data") == first
    assert (changed := result("other data")) != first
    notebook(tmp_path / "own", path.name, "import time; time.time_ns() + 1")
    assert result("other data") != changed


def test_the_helper_reads_and_never_writes(invented_site):
    results = open_results(invented_site.derived, invented_site.hand)
    assert (
        results.number("requests.cases.ALL.ALL.all.requested").n
        == results.frame("select count(*) from marts.requests where population = 'register'").item()
    )
    for attempt in ("delete from marts.requests", f"copy marts.requests to '{invented_site.derived}/x.csv'"):
        with pytest.raises(Exception, match=r"read-only|disabled"):
            results.con.execute(attempt)


def test_the_helper_shows_small_counts_as_fewer_than_five(invented_site):
    shown = open_results(invented_site.derived, invented_site.hand).show("select 'x' as kind, 3 as n", "Small")
    assert (
        "too few to show" in shown._repr_html_() and ">3<" not in shown._repr_html_() and "3" not in repr(shown)[-40:]
    )


def test_without_results_the_helper_says_what_to_do(tmp_path):
    with pytest.raises(Fault, match="article3 run"):
        open_results(tmp_path)


def test_a_notebook_speaks_each_language_in_turn_and_starts_anew(invented_site, tmp_path):
    path = notebook(
        tmp_path,
        "01_said.ipynb",
        "assert 'seen' not in globals()",
        "from pipeline.notebook import open_results; seen = open_results()",
        "seen.say('The answer rests on cases that are too few to show, so it is not given.')",
    )
    english, french = execute({path: ["en", "fr"]}, invented_site)[0].values()
    assert page.answer(english).startswith("The answer rests") and page.answer(french).startswith("La réponse repose")
    assert [cell.execution_count for cell in french.cells] == [cell.execution_count for cell in english.cells]


def test_what_a_killed_run_left_is_swept_and_what_others_use_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    mine, other = (Settings(derived=tmp_path / name) for name in ("mine", "other"))
    left, used = (tmp_path / f"{prefix(settings)}x" for settings in (mine, other))
    link = tmp_path / f"{prefix(mine)}link"
    for folder in (left, used):
        (folder / "k").mkdir(parents=True)
    link.symlink_to(used)
    assert execute({}, mine) == []
    assert not left.exists() and (used / "k").is_dir() and link.is_symlink()
