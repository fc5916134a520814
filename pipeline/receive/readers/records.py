"""The exact way through delimited lines: every row with the line it starts at, none swallowed by an open quote."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

LONGEST = 5_000  # lines in one quoted cell; a quote open for longer was never closed
OPEN_QUOTE = "a quote in this line is opened and not closed as it should be"

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Dialect:
    """The signs of a delimited file, each one sign; `quote` and `escape` may be None."""

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None

    def reader(self, lines: Iterable[str]) -> Any:
        """The standard reader on these lines; it raises csv.Error where a quote is out of place."""
        quoting: Any = csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE
        return csv.reader(
            lines, delimiter=self.delimiter, quotechar=self.quote, escapechar=self.escape, quoting=quoting, strict=True
        )


@dataclass(slots=True)
class Record:
    """One row as it stands: `at` is the index of its first line, `cells` None where it could not be split."""

    at: int
    span: int
    cells: list[str] | None
    text: str


def split(lines: list[str], dialect: Dialect, final: bool, width: int = 0) -> Iterator[Record]:
    """Split lines into rows. Where not `final` it stops before a row whose quote is open at the end of the lines.

    width   cells a row should have; used to tell an open quote from a cell of several lines. 0 where not known

    A row that cannot be split costs its first line alone: reading goes on with the next line.
    """
    at, count = 0, len(lines)
    signs = [sign for sign in (dialect.quote, dialect.escape) if sign]
    while at < count:
        line = lines[at]
        if not any(sign in line for sign in signs):
            yield Record(at, 1, line.rstrip("\r\n").split(dialect.delimiter), line)
            at += 1
            continue
        cells, span = _quoted(lines, at, dialect)
        if cells is None and not final and at + span >= count and count - at < LONGEST:
            return
        if cells is None or _swallows(lines, at, span, cells, dialect, width):
            yield Record(at, 1, None, line)
            at += 1
            continue
        yield Record(at, span, cells, "".join(lines[at : at + span]) if span > 1 else line)
        at += span


def _quoted(lines: list[str], at: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    """The cells of the row that starts at a line with quotes, and its lines; None where quotes are out of place."""
    end = min(at + LONGEST, len(lines)) if dialect.quote else at + 1
    reader = dialect.reader(map(lines.__getitem__, range(at, end)))
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return None, reader.line_num


def _swallows(lines: list[str], at: int, span: int, cells: list[str], dialect: Dialect, width: int) -> bool:
    """Whether a row of several lines took in whole rows: its width is wrong and one line is a row, or all lines are."""
    if span == 1 or width < 2:
        return False
    whole = [_is_row(line, dialect, width) for line in lines[at + 1 : at + span]]
    return any(whole) if len(cells) != width else width >= 4 and span > 2 and all(whole[:-1])


def _is_row(line: str, dialect: Dialect, width: int) -> bool:
    try:
        return len(next(dialect.reader([line]), [])) == width
    except csv.Error:
        return False
