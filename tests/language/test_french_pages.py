"""The French pages of a finished site: no English sentence of the catalogue stands on one, save where it is quoted."""

import re

from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

from pipeline.language.catalogue import FOLDER

# Here others are quoted in their own words, and tables are described as in the dictionary, which is English.
QUOTING = ("published.html", "numbers_")
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


def spoken(path):
    """What a reader of the page reads or hears, less code and what is marked as English."""
    page = BeautifulSoup(path.read_text("utf8"), "html.parser")
    for thing in page.select("script, style, code, pre, body [lang=en]"):
        thing.decompose()
    heard = [str(thing.get(name, "")) for thing in page.find_all(True) for name in ("alt", "title", "aria-label")]
    return " ".join(" ".join([page.get_text(" "), *heard]).split())


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
