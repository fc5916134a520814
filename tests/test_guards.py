"""Each guard finds the breach it is there for, and lets a clean file pass."""

import json

import pytest

from tests.guards import breaches


def notebook(outputs):
    return json.dumps({"cells": [{"cell_type": "code", "outputs": outputs, "execution_count": None}]})


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("data/raw/leak/register.csv", "a", "must not be tracked"),
        ("data/raw/hand/judgements.csv", "a", "must not be tracked"),
        ("data/derived/rates.csv", "a", "must not be tracked"),
        ("notebooks/01.ipynb", notebook([{"text": "7"}]), "holds an output"),
        ("docs/a.md", "see /" + "home/someone/file", "path of one machine"),
        ("a.lock", "https://files.python" + "hosted.org/x", "host of a package registry"),
        ("pipeline/a.py", "x = 1\n" * 351, "more than 350"),
    ],
)
def test_a_breach_is_found(tmp_path, name, text, said):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    [found] = breaches(tmp_path, [name])
    assert name in found and said in found


@pytest.mark.parametrize("name, text", [("data/raw/demonstration/a.csv", "a"), ("notebooks/a.ipynb", notebook([]))])
def test_a_clean_file_passes(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf8")
    assert breaches(tmp_path, [name]) == []
