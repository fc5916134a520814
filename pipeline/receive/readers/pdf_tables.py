"""The ruled tables of a PDF; one that goes on over several pages is one table."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import Fault
from pipeline.receive.readers import grid
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.layout import find_header

Placed = tuple[str, list[str | None]]
DAMAGED = (
    *(PDFException, PdfminerException, ValueError, KeyError, TypeError, IndexError, AttributeError),
    *(AssertionError, RecursionError, ZeroDivisionError, NotImplementedError, OverflowError),
)


def tables(path: Path, pages: Iterable[int], options: dict) -> Iterator[Table]:
    """The tables on these pages (from 1), named for the page they begin on."""
    try:
        found = list(_joined(_on_pages(path, list(pages))))
    except DAMAGED as error:
        found_what = f"the tables of the PDF cannot be read ({type(error).__name__})"
        raise Fault(
            path.name, found_what, "Say `reader: {parts: text}` in SOURCE.yml to have its text alone."
        ) from None
    for name, rows in found:
        if table := grid.table_of(rows, name, options):
            yield table


def _on_pages(path: Path, pages: list[int]) -> Iterator[tuple[str, list[Placed]]]:
    if not pages:
        return
    with pdfplumber.open(path, pages=pages) as file:
        for page in file.pages:
            for number, rows in enumerate(page.extract_tables(), 1):
                name = f"page {page.page_number}, table {number}"
                yield name, [(f"{name}, row {i}", list(cells)) for i, cells in enumerate(rows, 1)]
            page.close()


def _joined(found: Iterable[tuple[str, list[Placed]]]) -> Iterator[tuple[str, list[Placed]]]:
    """A table whose first row is the header before it, or no header at all, goes on with the one before."""
    before: tuple[str, list[Placed]] | None = None
    for name, rows in found:
        if before and _goes_on(before[1], rows):
            before[1].extend(rows)
            continue
        if before:
            yield before
        before = name, rows
    if before:
        yield before


def _goes_on(before: list[Placed], rows: list[Placed]) -> bool:
    first, other = before[0][1], rows[0][1]
    return len(first) == len(other) and (first == other or find_header([cells for _, cells in rows]) is None)
