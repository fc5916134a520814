"""Finding out how a delimited file is laid out: its delimiter, where its header stands, how wide its rows are."""

from dataclasses import dataclass

from pipeline.errors import Fault
from pipeline.receive.readers.layout import Row, common_width, find_header, unique_names
from pipeline.receive.readers.records import Dialect, Record, split

DELIMITERS = ("\t", ";", "|", ",")  # the first of those that split as evenly
SAMPLE = 400  # lines looked at for delimiter and header
NAMED = {"tab": "\t", "\\t": "\t", "none": None, "": None}


@dataclass(frozen=True)
class Layout:
    """Where the rows begin and what they hold.

    skip     physical lines before the first row (titles, header)
    columns  names of the columns; what a row has beyond them must be empty
    header   the header as written, to know it again; None where there is none
    """

    skip: int
    columns: list[str]
    header: Row | None


def sample_size(options: dict, name: str) -> int:
    """How many lines from the top are enough to find the layout."""
    return SAMPLE + (header_row(options, name) or 0)


def dialect_of(lines: list[str], options: dict, name: str) -> Dialect:
    """The dialect of the options; the delimiter, if not given, is the one that splits the lines most evenly."""
    quote, escape = _sign(options, "quote", '"', name), _sign(options, "escape", None, name)
    delimiter = _sign(options, "delimiter", None, name)
    if delimiter is None:
        delimiter = max(DELIMITERS, key=lambda sign: _evenness(lines, Dialect(sign, quote, escape)))
    return Dialect(delimiter, quote, escape)


def layout_of(lines: list[str], dialect: Dialect, options: dict, name: str) -> Layout:
    """Header and width, by the option `header_row` (a line from 1; 0 for none) or by what the rows look like."""
    stated = header_row(options, name)
    records = _records(lines, dialect)
    rows = [record.cells or [] for record in records]
    if not any(cell.strip() for row in rows for cell in row):
        raise Fault(name, "the file holds no text", "Ask for it again, or take it out of the delivery.")
    if stated is None:
        at = find_header(rows)
    elif stated == 0:
        at = None
    else:
        at = next((i for i, record in enumerate(records) if record.at < stated <= record.at + record.span), None)
        if at is None:
            raise Fault(name, f"header_row is {stated}, but the file ends before", "Correct it in SOURCE.yml.")
    if at is None:
        width = common_width(rows)
        first = 0 if stated == 0 else next((i for i, row in enumerate(rows) if len(row) == width), 0)
        return Layout(records[first].at, unique_names([None] * width), None)
    header = rows[at]
    return Layout(records[at].at + records[at].span, unique_names(header[: _used(header, rows[at + 1 :])]), header)


def header_row(options: dict, name: str) -> int | None:
    """The option `header_row`: a line or row counted from 1, 0 for a table without headers, None where not given."""
    stated = options.get("header_row")
    if stated is None or (isinstance(stated, int) and stated >= 0):
        return stated
    raise Fault(name, f"header_row is {stated}", "Expected the number of the line with the headers, or 0 for none.")


def _used(header: Row, below: list[list[str]]) -> int:
    """Columns up to the last that has a name; up to the last of all where rows regularly have one without a name."""
    named = max((i for i, cell in enumerate(header, 1) if cell and cell.strip()), default=1)
    full = [row for row in below if len(row) == len(header)]
    is_regular = len(full) > 0.9 * sum(map(any, below))
    return len(header) if is_regular and any(map(any, (row[named:] for row in full))) else named


def _records(lines: list[str], dialect: Dialect) -> list[Record]:
    return list(split(lines, dialect, final=True))


def _evenness(lines: list[str], dialect: Dialect) -> tuple[bool, int, int]:
    """How well a delimiter splits the lines: most rows as wide as each other, from early on, and into many cells.

    The headers decide where a delimiter stands in every row but not above them, as decimal commas do.
    """
    rows = [record.cells or [] for record in _records(lines, dialect) if record.text.strip()]
    width = common_width(rows)
    fitting = [index for index, row in enumerate(rows) if len(row) == width > 1]
    if not fitting:
        return False, 0, 0
    is_common = len(fitting) >= 0.6 * len(rows)
    return is_common, -fitting[0] if is_common else 0, len(fitting) * (width - 1)


def _sign(options: dict, key: str, default: str | None, name: str) -> str | None:
    given = options.get(key, default)
    sign = NAMED.get(given.strip(" ").lower(), given) if isinstance(given, str) else given
    if sign is None or (isinstance(sign, str) and len(sign) == 1 and sign not in "\r\n"):
        return sign
    raise Fault(name, f"{key} is {given!r}", "Expected one sign, such as ';', or tab.")
