"""A number in a sentence is taken from the measures by name: typing one fails the build."""

import json
import re

import pytest

from pipeline.errors import Fault
from pipeline.report import run as report
from pipeline.report import written
from pipeline.report.written import typed_in_code, typed_in_notebook, typed_in_template
from pipeline.results.numbers import Number
from pipeline.results.sentences import said
from pipeline.results.typed import typed_numbers
from pipeline.settings import ROOT, Settings

WATCHED = ("", "figures", "pages", "notebooks", "press", "reply", "private")
TEMPLATES = sorted((ROOT / "pipeline" / "report" / "templates").glob("*.j2"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_types_a_number(path):
    assert typed_in_notebook(json.loads(path.read_text("utf8"))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_types_a_number(path):
    assert typed_in_template(path.read_text("utf8")) == []


@pytest.mark.parametrize("folder", WATCHED)
def test_no_text_of_the_report_or_of_what_leaves_the_desk_types_a_number(folder):
    paths = [path for path in (ROOT / "pipeline" / "report" / folder).glob("*.py") if path.name != "written.py"]
    assert paths
    assert {path.name: found for path in paths if (found := typed_in_code(path.read_text("utf8")))} == {}


def test_the_watch_looks_at_every_folder_of_the_report(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(written, "check", lambda notebooks, templates, code: seen.extend(code))
    monkeypatch.setattr(report, "_both_counts_agree", lambda settings: (_ for _ in ()).throw(Fault("", "stop", "")))
    with pytest.raises(Fault, match="stop"):
        report._write(Settings(derived=tmp_path), None, None, "")
    folders = {path.parent.name for path in seen if "report" in path.parts}
    assert folders == {*WATCHED, "report"} - {""}


@pytest.mark.parametrize(
    "sentence, found",
    [
        ("Russia drew 3.1 times as many complaints.", ["3.1"]),
        ("About 90 % passed, and 49.8% fell.", ["90 %", "49.8%"]),
        ("In all 2,417 files; of 700 people", ["2,417", "700"]),
        ("From 2015 to 2024, a 95 % interval, Article 40 and the 99.8 % limits", []),
        ("See C02, notebook `03_the_first_check` and [this](https://example.org/12)", []),
        ("1. First point\n2. Second point", []),
        ("Since 10 March 2022", []),
    ],
)
def test_years_levels_lists_and_articles_are_no_figures(sentence, found):
    assert typed_numbers(sentence) == found


def test_a_number_typed_into_a_notebook_or_a_sentence_of_its_code_is_found():
    cells = [
        {"cell_type": "markdown", "source": "Half of 98 cases"},
        {"cell_type": "code", "source": 'results.say(f"It was 49 of {n} in 2024")\nx = 17'},
    ]
    assert typed_in_notebook({"cells": cells}) == ["cell 1: Half", "cell 1: 98", "cell 2: 17", "cell 2: 49"]


@pytest.mark.parametrize(
    "words, found",
    [
        ("About half were overturned.", "half"),
        ("Twice as many complaints", "Twice"),
        ("one in three of them", "one in three"),
        ("nine in ten passed", "nine in ten"),
        ("a third of those decided", "a third"),
        ("three times those about Turkey", "three times"),
        ("a threefold rise; hundreds of people", "threefold"),
        ("some seven hundred", "hundred"),
        ("twenty or more complaints", "twenty or more complaints"),
        ("a majority was kept", "majority"),
        ("95 % of the requests passed", "95 %"),
        ("In all 2015 complaints", "2015"),
        ("⅔ of them, .5 of these", "⅔"),
        ("&#57;8 people", "98"),
        ("`98` people", "98"),
        ("98. That is all.", "98"),
    ],
)
def test_a_number_in_words_or_in_disguise_is_found(words, found):
    assert typed_numbers(words)[0] == found


@pytest.mark.parametrize(
    "words",
    [
        "the two countries",
        "One person has several files",
        "the first check",
        "ten years or eleven",
        "`decade_10`",
    ],
)
def test_words_that_count_nothing_on_record_are_no_figures(words):
    assert typed_numbers(words) == []


@pytest.mark.parametrize(
    "cell, found",
    [
        ('results.show("select 98 as n", "All of them")', ["98 as"]),
        ('results.show("select n from t", "Countries with 20 cases", n="the 7")', ["20", "7"]),
        ('results.table(pl.DataFrame({"n": [98]}), "Made up")', ["98"]),
        ('print("98 people")', ["98"]),
        ('results.say("Of these {passed.percent} passed, half of them", passed=passed)', ["half"]),
        ('number("overturn_rate.on_merits.RUS.WANTED.2024.decided")', []),
    ],
)
def test_what_a_cell_shows_is_looked_through(cell, found):
    cells = [{"cell_type": "code", "source": cell}]
    assert sorted(f.removeprefix("cell 1: ").strip() for f in typed_in_notebook({"cells": cells})) == sorted(found)


@pytest.mark.parametrize(
    "text, found",
    [
        ('<img alt="98 people">', ["98"]),
        ("<p>{{ 98 }} people</p>", ["98"]),
        ("<p>{{ '98 people' }}</p>", ["98"]),
        ("{% set n = 98 %}<p>{{ n }}</p>", ["98"]),
        ("<p>{% if x %}half of them{% endif %}</p>", ["half"]),
        ("{{ 'a' if n != 1 else places[0] }}", []),
    ],
)
def test_a_template_hides_no_number(text, found):
    assert typed_in_template(text)[: len(found) or None] == found


def test_the_title_of_a_figure_is_looked_through():
    code = 'def draw():\n    """Of 98 cases."""\n    return f"Overturned: 98 of {n} complaints", "select 9 from t"'
    assert typed_in_code(code) == ["98"]


def test_a_text_brought_into_a_sentence_holds_no_number():
    with pytest.raises(Fault, match="a number of its own"):
        said("There are {many}.", {"many": "98 people"})


def test_a_number_in_a_sentence_leads_to_where_it_is_defined():
    html, text = said("Of these {rate.percent}.", {"rate": Number("a.rate", value=0.5)})
    assert str(html) == 'Of these <data value="a.rate">50.0\u00a0%</data>.' and text == "Of these 50.0\u00a0%."


def test_what_a_template_takes_by_name_is_no_typed_number():
    text = '<p class="h2">{{ passed.percent }} of {{ n + 1 }}{% if x > 3 %} and 12 more{% endif %}</p>'
    assert typed_in_template(text) == ["12"]
    assert re.fullmatch(r"\d+", typed_in_template(text)[0])
