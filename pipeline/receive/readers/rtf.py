"""RTF documents: their text, and tables whose cells it holds line by line.

Options: parts (text, tables, or both unless said).
"""

from collections.abc import Iterator
from pathlib import Path

from striprtf.striprtf import rtf_to_text

from pipeline.errors import Fault
from pipeline.receive.readers import document, grid
from pipeline.receive.readers.base import Table

OPTIONS = document.OPTIONS


def read(path: Path, options: dict) -> Iterator[Table]:
    """The text as a document; and each run of lines of cells as a table `table 1`, locators `table 1, row 2`."""
    raw = path.read_bytes()
    if not raw.lstrip().startswith(b"{\\rtf"):
        raise Fault(
            path.name, "no RTF document: it does not begin like one", "Say what the file is, or ask for it again."
        )
    try:
        text = rtf_to_text(raw.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        found = f"the RTF document cannot be read ({type(error).__name__})"
        raise Fault(path.name, found, "It may be cut short: ask for it again.") from None
    text = text.encode("utf-8", "replace").decode("utf-8")
    words = iter([document.document([text], options)] if text.strip() else [])
    yield from document.chosen(words, _tables(text, options), options, path.name)


def _tables(text: str, options: dict) -> Iterator[Table]:
    """Runs of lines that end in the sign striprtf puts behind a cell."""
    runs: list[list[list[str | None]]] = [[]]
    for line in text.splitlines():
        if line.count("|") >= 2 and line.rstrip().endswith("|"):
            runs[-1].append([*line.rstrip()[:-1].split("|")])
        elif runs[-1]:
            runs.append([])
    for number, rows in enumerate(filter(None, runs), 1):
        placed = [(f"table {number}, row {i}", cells) for i, cells in enumerate(rows, 1)]
        if table := grid.table_of(placed, f"table {number}", options):
            yield table
