"""HTML pages: each table in them, and the page as a document where it says much beside its tables.

Options: encoding, parts (text, tables, or both unless said).
"""

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Fault
from pipeline.receive.readers import document, grid
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.encoding import decode
from pipeline.receive.readers.html_grid import grids
from pipeline.receive.readers.html_text import text_of_html

OPTIONS = ("encoding", *document.OPTIONS)
MUCH = 400  # characters beside the tables that make a page a document
STATED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)


def read(path: Path, options: dict) -> Iterator[Table]:
    """The tables of a page, named `table 1` …, locators `table 1, row 3`; and its text as a document, if asked for."""
    raw = path.read_bytes()
    said = STATED.search(raw[:4096])
    page = decode(raw, str(options.get("encoding") or "") or (said[1].decode("ascii") if said else None))
    if "\0" in page:
        raise Fault(path.name, "holds bytes that are not text", "Ask for it again, or say its encoding in SOURCE.yml.")
    found = list(_tables(page, options))
    yield from document.chosen(_text(page, bool(found), options), iter(found), options, path.name)


def _tables(page: str, options: dict) -> Iterator[Table]:
    inner = [each for each in grids(page) if not each.holds_others]
    for number, each in enumerate(inner, 1):
        rows = [(f"table {number}, row {i}", cells) for i, cells in enumerate(each.rows, 1)]
        if table := grid.table_of(rows, f"table {number}", options):
            yield table


def _text(page: str, has_tables: bool, options: dict) -> Iterator[Table]:
    text = text_of_html(page)
    beside = text_of_html(TABLE.sub(" ", page)) if has_tables else text
    if text and (not has_tables or len(beside) >= MUCH or options.get("parts") == "text"):
        yield document.document([text], options)
