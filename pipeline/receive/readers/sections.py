"""Several tables in one delimited file: where each begins, so that none is read as rows of the one above it."""

from pathlib import Path

from pipeline.receive.readers.blocks import blocks
from pipeline.receive.readers.records import Dialect, Record, split
from pipeline.receive.readers.vocabulary import fold, words

GAPS = (b"\n\n", b"\n\r\n", b"\n;;", b"\n,,", b"\n\t\t", b"\n||", b"\r\r")
TITLES = 3  # lines of one cell that may stand between the gap and the headers
SHORTEST = 2  # letters of a word that counts as a known header


def starts(path: Path, encoding: str, dialect: Dialect, header: list[str], options: dict) -> list[tuple[int, int]]:
    """(line of its first title or header, line of its header) of every table after the first, lines from 0.

    header  the headers of the first table: the same row again begins no other
    A table begins after a blank line, with other headers than the one above: no figure in them, at least half of them
    words that headers are made of, and a row with a figure below. A record that merely follows a blank line is none.
    """
    if not any(gap in block.data for block in blocks(path, encoding) for gap in GAPS):
        return []
    lines = [line for block in blocks(path, encoding) for line in block.lines()]
    records = list(split(lines, dialect, final=True, width=len(header)))
    known = words("headers", options, "header", "field")
    above, found, has_begun = _folded(header), [], False
    for at, record in enumerate(records):
        cells = _cells(record)
        has_begun |= cells == above
        if has_begun and cells and at and not _cells(records[at - 1]):
            place = _header_near(records, at, above, known)
            if place is not None:
                found.append((record.at, records[place].at))
                above = _cells(records[place])
    return found


def _header_near(records: list[Record], at: int, above: list[str], known: dict[str, str]) -> int | None:
    """The row, this one or after a few titles, that holds the headers of another table."""
    for place in range(at, min(at + TITLES + 1, len(records) - 1)):
        cells = _cells(records[place])
        if len(cells) > 1:
            heads = [cell for cell in cells if len(cell) >= SHORTEST and cell in known]
            is_header = len(set(cells)) == len(cells) and len(heads) > 1 and len(heads) * 2 >= len(cells)
            is_header &= not _has_figure(cells) and _has_figure(_cells(records[place + 1]))
            return place if is_header and cells != above else None
        if not cells:
            return None
    return None


def _has_figure(cells: list[str]) -> bool:
    return any(sign.isdigit() for cell in cells for sign in cell)


def _cells(record: Record) -> list[str]:
    """The cells that hold something, as they are compared."""
    return _folded(record.cells or [])


def _folded(cells: list[str]) -> list[str]:
    return [text for cell in cells if (text := fold(cell))]
