"""Where a grid of cells keeps its table: the row with the headers, and rows that are no records."""

import re
from collections import Counter
from collections.abc import Sequence

import polars as pl

from pipeline.receive.readers.vocabulary import fold, words

Row = Sequence[str | None]

DAY = re.compile(r"\d{1,4}[./-]\d{1,2}([./-]\d{1,4})?([ T].*)?")
NUMBER = re.compile(r"[-+]?[\d\s.,' ]*\d[\d\s.,' ]*%?")
YEAR = re.compile(r"(19|20)\d\d")


def common_width(rows: Sequence[Row]) -> int:
    """The number of cells most rows of two or more have, the larger where two are as common; 1 where none has two."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts, key=lambda width: (counts[width], width)) if counts else 1


def find_header(rows: Sequence[Row]) -> int | None:
    """Index of the header: the first row about as wide as the table whose cells are words. None where there is none.

    A title above stands alone in its row; a full row with a day in it, or mostly numbers, is data already, save
    where days stand over numbers: a column for each day.
    """
    width = common_width(rows)
    ends_empty = all(not row[-1] for row in rows if len(row) == width)
    for index, row in enumerate(rows):
        filled = [cell.strip() for cell in row if cell and cell.strip()]
        fits = width <= len(row) <= width + 1 or (ends_empty and len(row) == width - 1)
        if not fits or len(filled) < max(min(width, 2), 0.6 * width):
            continue
        if _are_words(filled) or _are_days_over_numbers(row, rows[index + 1 : index + 2]):
            return index
        if len(filled) == len(row):
            return None
    return None


def _are_words(cells: Sequence[str]) -> bool:
    numbers = sum(bool(NUMBER.fullmatch(cell)) and not YEAR.fullmatch(cell) for cell in cells)
    return numbers <= len(cells) / 2 and not any(DAY.fullmatch(cell) for cell in cells)


def _are_days_over_numbers(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row begins with words and holds different days, each with a number under it in the next row."""
    days = {i: cell.strip() for i, cell in enumerate(row) if cell and DAY.fullmatch(cell.strip())}
    under = [(below[0][i] or "").strip() if below and i < len(below[0]) else "" for i in days]
    is_over = all(NUMBER.fullmatch(cell) and not DAY.fullmatch(cell) for cell in under)
    return len(days) > 1 and len(set(days.values())) == len(days) and 0 not in days and bool(row[0]) and is_over


def whole_header(rows: Sequence[Row], at: int, options: dict) -> tuple[list[str | None], int]:
    """The headers whose found row is `at`, and the last row they take up, where cells are merged over two rows.

    A column that has no word in its row takes the one above it (merged downwards); where the row below holds headers
    of its own under wider ones ("Person" over "Name" and "Born"), these are meant.
    """
    header = list(rows[at])
    if at + 1 < len(rows) and _is_second_row(header, rows[at + 1], options):
        below = [*rows[at + 1], *[None] * (len(header) - len(rows[at + 1]))]
        wide = [*header, *[None] * (len(below) - len(header))]
        return [low or high for high, low in zip(wide, below, strict=True)], at + 1
    above = list(rows[at - 1]) if at else []
    words_above = [cell for cell in above if cell and cell.strip()]
    if len(words_above) > 1 and not any(re.search(r"\d", cell) for cell in words_above):
        above += [None] * (len(header) - len(above))
        header = [cell or (above[i] if i < len(above) else None) for i, cell in enumerate(header)]
    return header, at


def _is_second_row(header: Row, row: Row, options: dict) -> bool:
    """Whether a row goes on with the headers: it is filled only in part, with words that headers are made of."""
    cells = {i: fold(cell) for i, cell in enumerate(row) if cell and cell.strip()}
    left_open = any(cell and cell.strip() and i not in cells for i, cell in enumerate(header))
    under_gap = any(i >= len(header) or not (header[i] or "").strip() for i in cells)
    if len(cells) < 2 or not (left_open and under_gap) or any(re.search(r"\d", cell) for cell in cells.values()):
        return False
    known = words("headers", options, "header", "field")
    return sum(cell in known for cell in cells.values()) * 2 >= len(cells)


def unique_names(header: Row) -> list[str]:
    """Column names as written, without white space around them: "Date", "Date (2)"; "column 5" where there is none."""
    names: dict[str, None] = {}
    taken = {(cell or "").strip() for cell in header}
    counts: Counter[str] = Counter()
    for position, cell in enumerate(header, 1):
        name = wanted = (cell or "").strip() or f"column {position}"
        count = max(counts[wanted], 1)
        while name in names or (count > 1 and name in taken):
            count += 1
            name = f"{wanted} ({count})"
        counts[wanted] = count
        names[name] = None
    return list(names)


def is_totals(row: Row, options: dict) -> bool:
    """Whether a row sums up the others: it starts with a word such as Total, and beside it stand only numbers.

    The very word alone is enough where some cell of the row is empty, whatever else stands there.
    """
    filled = [cell.strip() for cell in row if cell and cell.strip()]
    if not filled:
        return False
    first = fold(filled[0])
    word = next((word for word in words("totals", options) if re.match(rf"{re.escape(word)}(?!\w)", first)), None)
    if word is None:
        return False
    is_alone = not first[len(word) :].strip(" :.=-—()[]*0123456789")
    return (is_alone and len(filled) < max(len(row), 2)) or (len(row) > 1 and all(map(NUMBER.fullmatch, filled[1:])))


def totals(frame: pl.DataFrame, columns: list[str], options: dict) -> pl.Series:
    """For each row of a frame of text whether it is a totals row. Only rows that start like one are looked at."""
    choices = "|".join(re.escape(word[:3]) for word in words("totals", options))
    first = pl.coalesce([pl.col(name).str.strip_chars().replace("", None) for name in columns])
    looks = frame.select(first.str.to_lowercase().str.contains(rf"^(?:{choices})").fill_null(False)).to_series()
    at = looks.arg_true().to_list()
    cells = frame.select(columns)
    found = {i for i in at if is_totals(cells.row(i), options)}
    return pl.Series(values=[i in found for i in range(frame.height)], dtype=pl.Boolean) if found else looks & False
