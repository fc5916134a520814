"""The catalogues: every text has a translation, asks for the same values, and no template keeps a text to itself."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from pipeline.language import LANGUAGES, SOURCE
from pipeline.language.catalogue import FOLDER
from pipeline.language.gather import gathered, update
from pipeline.settings import ROOT

OTHERS = [code for code in LANGUAGES if code != SOURCE]
TEMPLATES = sorted((ROOT / "pipeline").rglob("*.j2"))


def read(code):
    """Message -> its translation; both are tuples where a number decides the form."""
    with (FOLDER / f"{code}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=code) if message.id}


def names(text):
    """The values a text asks for."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_a_translation(code):
    known = read(code)
    missing = [message for message in gathered() if not all(known.get(message) or [""])]
    assert missing == [], f"give {len(missing)} texts their {code} text: `make messages`, then edit {code}.po"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_asks_for_the_same_values(code):
    for message, said in read(code).items():
        forms = zip(message, said, strict=True) if isinstance(message, tuple) else [(message, said)]
        assert [one for one in forms if one[1] and names(one[0]) != names(one[1])] == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_marks_of_its_text(code):
    tags = re.compile(r"</?\w+[^>]*>|`[^`]+`")
    for message, said in read(code).items():
        if isinstance(message, str) and said:
            assert sorted(tags.findall(message)) == sorted(tags.findall(said)), message


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_brings_no_number_of_its_own(code):
    def figures(text):
        joined = re.sub(r"(?<=\d)[\u202f\u00a0](?=\d{3})", "", text.replace(",", "."))
        return set(re.findall(r"\d+(?:\.\d+)*", joined))

    for message, said in read(code).items():
        if isinstance(message, str):
            assert figures(said) <= figures(message), message


@pytest.mark.parametrize("code", OTHERS)
def test_gathering_again_changes_nothing(code, monkeypatch, tmp_path):
    kept = (FOLDER / f"{code}.po").read_bytes()
    (tmp_path / f"{code}.po").write_bytes(kept)
    monkeypatch.setattr("pipeline.language.gather.FOLDER", tmp_path)
    assert update(code) == 0
    assert (tmp_path / f"{code}.po").read_bytes() == kept


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_text_outside_the_catalogue(path):
    text = re.sub(r"\{#.*?#\}", " ", path.read_text("utf8"), flags=re.DOTALL)
    text = re.sub(r"\{%-? *trans\b.*?\{% *endtrans *[-+]?%\}", " ", text, flags=re.DOTALL)
    spoken = re.findall(r'(?:aria-label|alt|title)="([^"]*)"', text)
    text = re.sub(r"<code>.*?</code>|\{\{.*?\}\}|\{%.*?%\}", " ", text, flags=re.DOTALL)
    left = [re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", said) for said in spoken] + [re.sub(r"<[^>]*>", " ", text)]
    words = set(re.findall(r"[A-Za-z]{2,}", " ".join(left)))
    assert words <= {"Article", "SVG", "PNG", "CSV", "PDF", "Code"}, "put it into {% trans %} … {% endtrans %}"
