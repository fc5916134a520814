"""Which numbers of a page lead nowhere: what the test of every page looks for."""

import re
from html.parser import HTMLParser

from pipeline.results.typed import typed_numbers

# Why a number may lead nowhere: the attribute `data-why` of the element it stands in.
REASONS = {
    "said": "a statement that is quoted and tested, or a remark on it",
    "rule": "a tolerance, a level or a number of years that somebody set",
    "received": "words of a file that was received: a title, a reason, a place in it",
    "published": "published by others, with its source beside it",
    "definition": "part of a definition or of the description of a table",
    "earlier": "a number of an earlier build, or how many differ from it",
    "benchmark": "measured on invented records by a benchmark whose output is kept with the program",
    "tally": "counted on the page itself, where each case stands",
}
# In French what typed_numbers knows in English: levels of intervals, days of the calendar, units, what a ratio is to.
_NO_FIGURE = re.compile(
    r"(?:[Ii]ntervalles?|[Ll]imites|niveau) (?:à|de) (?:95|99,8)\s%|(?:le|au) 10 mars|[Pp]our 100\b"
    r"|\b(?:pour|Rapport à) 1\b|\bde 1 à\b|\btous à 95\s%"
)
_OPEN = {"br", "img", "source", "meta", "link", "hr", "input", "col", "wbr"}
_CODE = {"code", "pre", "script"}


class Unled(HTMLParser):
    """`found`: the numbers in the main part of a page that are no link and have no reason; `why`: reasons given."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.why: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.why |= {given["data-why"]} if "data-why" in given else set()
        if tag not in _OPEN:
            led = given.get("class") == "told" and "#" in given.get("href", "")
            self.stack.append((tag, led or "data-why" in given or tag in _CODE))

    def handle_endtag(self, tag):
        if any(one == tag for one, _ in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if any(tag == "main" for tag, _ in self.stack) and not any(led for _, led in self.stack):
            numbers = [number for number in typed_numbers(_NO_FIGURE.sub(" ", data)) if re.search(r"\d", number)]
            self.found += [f"{number} in “{' '.join(data.split())[:80]}”" for number in numbers]
