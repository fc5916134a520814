"""A number in a sentence is taken from the measures by name: typing one fails the build."""

import json
import re

import pytest

from pipeline.report.written import typed_in_notebook, typed_in_template, typed_numbers
from pipeline.settings import ROOT

TEMPLATES = sorted((ROOT / "pipeline" / "report" / "templates").glob("*.j2"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_types_a_number(path):
    assert typed_in_notebook(json.loads(path.read_text("utf8"))) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_types_a_number(path):
    assert typed_in_template(path.read_text("utf8")) == []


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
    assert typed_in_notebook({"cells": cells}) == ["cell 1: 98", "cell 2: 49"]


def test_what_a_template_takes_by_name_is_no_typed_number():
    text = '<p class="h2">{{ passed.percent }} of {{ n + 1 }}{% if x > 3 %} and 12 more{% endif %}</p>'
    assert typed_in_template(text) == ["12"]
    assert re.fullmatch(r"\d+", typed_in_template(text)[0])
