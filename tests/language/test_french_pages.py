"""The French pages of a finished site: nothing on one is as on its English page, save names and what is quoted."""

import re

import pytest
import yaml
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from pipeline.language import LANGUAGES, speaking
from pipeline.language.catalogue import FOLDER
from pipeline.report.pages import came_to, claim_numbers, numbers
from pipeline.results.tables import NUMBER
from pipeline.settings import ROOT

# Here others are quoted in their own words, and tables are described as in the dictionary, which is English.
QUOTING = ("published.html", "numbers_")
# The tables whose rows a page tells as numbers.
MEASURES = [
    path.stem
    for path in sorted((ROOT / "sql" / "measures").glob("*.yml"))
    if " number:" in path.read_text("utf8") and path.stem not in claim_numbers.TABLES
]
# Headings and names that both languages write alike.
ALIKE = {"Instrument", "Instruments", "Source", "Format", "Type", "Question", "Part", "Verdict", "Total", "Dispersion"}
# What the small world of the tests types itself.
TYPED = {"Invented delivery for tests", "a day is believable", "a record stands once", "no reference", "ten years"}
TYPED |= {"what is published"}
# A word that is no part of a file name, an address, a code or a name of two.
WORD = re.compile(r"(?<![\w./*’'-])[^\W\d_]{2,}(?![\w/*-]|[.’']\w)")
WORDS = 3  # of a stretch without a place for a value; fewer may be a name, or both languages alike


def plain(text):
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def stretches():
    """The longest stretch of each text that its French does not hold."""
    with (FOLDER / "fr.po").open("rb") as file:
        messages = [(message.id, message.string) for message in read_po(file, locale="fr") if message.id]
    found = set()
    for english, french in messages:
        forms = zip(english, french, strict=True) if isinstance(english, tuple) else [(english, french)]
        for one, other in forms:
            stretch = max(re.split(r"\{[^}]*\}|`", plain(one)), key=len).strip(" .,:;")
            if len(stretch.split()) >= WORDS and stretch not in plain(other):
                found.add(stretch)
    return found


def read(path):
    """The page less code and what is marked as being in a language of its own."""
    page = BeautifulSoup(path.read_text("utf8"), "html.parser")
    for thing in page.select("script, style, code, pre, body [lang]"):
        thing.decompose()
    return page


def texts(page):
    """Each text that a reader reads or hears, apart from the others."""
    heard = [str(thing.get(name, "")) for thing in page.find_all(True) for name in ("alt", "title", "aria-label")]
    return [" ".join(text.split()) for text in (*page.find_all(string=True), *heard) if text.strip()]


def spoken(path):
    return " ".join(texts(read(path)))


def alike(english, french):
    """Headings, and parts of texts of two words or more, that are the same on both pages."""
    headings, parts = (
        [{" ".join(th.get_text().split()) for th in page.select("thead th")} for page in (english, french)],
        [{part for text in texts(page) for part in re.split("; |: ", text)} for page in (english, french)],
    )
    return (headings[0] & headings[1]) - ALIKE - {""} | {
        part for part in parts[0] & parts[1] if len(WORD.findall(part)) > 1
    }


def test_no_english_sentence_of_the_catalogue_stands_on_a_french_page(invented_site):
    sought = stretches()
    assert len(sought) > 500
    pages = [path for path in sorted((invented_site.report / "fr").glob("*.html")) if not path.name.startswith(QUOTING)]
    assert len(pages) > 20
    found = {
        (path.name, one) for path in pages for text in [f" {spoken(path)} "] for one in sought if f" {one} " in text
    }
    assert found == set()


def test_english_pages_are_full_of_them(invented_site):
    """Else the search would find nothing anywhere."""
    text = " ".join(spoken(invented_site.report / f"{name}.html") for name in ("index", "method", "data_quality"))
    assert sum(one in text for one in stretches()) > 20


def test_no_text_and_no_heading_of_a_french_page_is_as_on_the_english_one(invented_site):
    pages = sorted((invented_site.report / "fr").glob("*.html"))
    assert len(pages) > 20
    people = {name.get_text() for name in read(invented_site.report / "cases.html").select("main h2")}
    found = {(path.name, one) for path in pages for one in alike(read(invented_site.report / path.name), read(path))}
    assert {(page, one) for page, one in found if one not in people | TYPED} == set()


@pytest.mark.parametrize("name", MEASURES)
def test_every_column_that_says_what_a_number_came_to_has_a_french_heading(name):
    described = yaml.safe_load((ROOT / "sql" / "measures" / f"{name}.yml").read_text("utf8"))["columns"]
    sample = {"DOUBLE": 0.5, "BIGINT": 20, "INTEGER": 2024, "VARCHAR": "x"}
    row = {column: sample[told["type"]] for column, told in described.items() if told["type"] in sample}
    flags = dict.fromkeys((column for column, told in described.items() if told["type"] == "BOOLEAN"), False)
    pages = []
    for code in LANGUAGES:
        with speaking(code):
            pages.append(BeautifulSoup(came_to.counts(name, {**row, **flags}, (*numbers.KEYS, NUMBER)), "html.parser"))
    assert pages[0].select("thead th") and alike(*pages) == set()


@pytest.mark.parametrize(
    "table",
    [
        "<thead><tr><th>Flips in interval</th></tr></thead>",
        "<thead><tr><th>Watched</th></tr></thead>",
        "<tbody><tr><td>row 2; no open case bears on it</td></tr></tbody>",
        '<tbody aria-label="request flow"></tbody>',
    ],
)
def test_a_raw_name_or_an_untranslated_message_is_found(table):
    pages = [BeautifulSoup(f"<table>{table}</table>", "html.parser") for _ in range(2)]
    assert alike(*pages)
