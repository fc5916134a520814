"""CSV, TSV and other delimited text: any delimiter and encoding, titles above the header, misfits set apart.

Options: encoding, delimiter, quote, escape ("none" for no quotes), header_row (a line from 1, 0 for none).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import polars as pl

from pipeline.receive.readers import columnar, sections
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.blocks import Block, blocks
from pipeline.receive.readers.encoding import choose
from pipeline.receive.readers.layout import is_totals, totals
from pipeline.receive.readers.records import OPEN_QUOTE, Dialect, Record, split
from pipeline.receive.readers.sniff import Layout, dialect_of, layout_of, sample_size

OPTIONS = ("encoding", "delimiter", "quote", "escape", "header_row")
LINE = "\0line"  # number of the physical line, until it becomes the locator


def read(path: Path, options: dict) -> Iterator[Table]:
    """The one table of a delimited file, called "", or each of several, called `table 1`, `table 2` and so on.

    Locators are `line N` (from 1, where the row starts).
    """
    encoding = choose(path, options.get("encoding"))
    parts = blocks(path, encoding)
    head = next(parts)
    lines = head.lines(sample_size(options, path.name))
    dialect = dialect_of(lines, options, path.name)
    layout = layout_of(lines, dialect, options, path.name)
    starts = (
        sections.starts(path, encoding, dialect, [cell or "" for cell in layout.header or ()], options)
        if layout.header
        else []
    )
    if starts:
        yield from _several(path, encoding, dialect, options, starts)
    else:
        yield _table(head, parts, _Reading(Table("", [], iter(())), dialect, layout, encoding, options))


def _several(
    path: Path, encoding: str, dialect: Dialect, options: dict, starts: list[tuple[int, int]]
) -> Iterator[Table]:
    """The tables of a file that holds more than one, each by its own headers."""
    whole = list(blocks(path, encoding))
    lines = [line for block in whole for line in block.lines()]
    begins = [(0, None), *starts, (len(lines), None)]
    for number, ((first, header), (end, _)) in enumerate(pairwise(begins), 1):
        own = lines[first:end]
        stated = options if header is None else {**options, "header_row": header - first + 1}
        layout = layout_of(own, dialect, stated, path.name)
        block = Block("".join(own).encode("utf-8", "replace"), True, any(part.dirty for part in whole))
        reading = _Reading(Table(f"table {number}", [], iter(())), dialect, layout, encoding, options, first + 1)
        yield _table(block, iter(()), reading)


def _table(head: Block, parts: Iterator[Block], reading: "_Reading") -> Table:
    table = reading.table
    table.columns = reading.layout.columns
    if reading.layout.header is None:
        table.notes.append("no header was found: columns are called by their place")
    table.batches = reading.batches(head, parts)
    return table


@dataclass
class _Reading:
    """One file being read: where it is (`line` of the next row) and what it has set aside."""

    table: Table
    dialect: Dialect
    layout: Layout
    encoding: str
    options: dict
    line: int = 1
    left: list[str] = field(default_factory=list)
    headers: int = 0

    def batches(self, head: Block, parts: Iterator[Block]) -> Iterator[pl.DataFrame]:
        above = sum(len(line.encode()) for line in head.lines(self.layout.skip))
        self.line += self.layout.skip
        yield from self._block(Block(head.data[above:], head.final, head.replaced))
        for block in parts:
            yield from self._block(block)
        if self.headers:
            self.table.notes.append(f"lines that repeat the header, no rows: {self.headers}")

    def _block(self, block: Block) -> Iterator[pl.DataFrame]:
        columns = self.layout.columns
        spare = len(self.layout.header) - len(columns) if self.layout.header else 0
        frame = None if self.left else columnar.parse(block, self.dialect, columns, spare)
        if frame is None:
            frame = self._exactly(block)
        else:
            numbers = pl.int_range(self.line, self.line + frame.height, eager=True).alias(LINE)
            self.line += frame.height
            frame = frame.with_columns(numbers)
        frame = self._records_only(frame)
        if frame.height:
            yield frame.select(*columns, pl.format("line {}", LINE).alias(LOCATOR))

    def _exactly(self, block: Block) -> pl.DataFrame:
        """The rows of a block one by one; those that do not fit are set aside."""
        lines = self.left + block.lines()
        width, done, dirty = len(self.layout.columns), 0, block.dirty
        rows: list[list[str]] = []
        numbers: list[int] = []
        for record in split(lines, self.dialect, block.final, width):
            done = record.at + record.span
            if not record.text.strip():
                continue
            reason = self._misfit(record, width, dirty)
            if reason is None and record.cells is not None:
                rows.append(record.cells[:width])
                numbers.append(self.line + record.at)
            elif reason:
                self._set_aside(record, reason)
        self.left = lines[done:]
        self.line += done
        cells = zip(*rows, strict=True) if rows else [()] * width
        frame = pl.DataFrame(
            {name: pl.Series(values, dtype=pl.String) for name, values in zip(self.layout.columns, cells, strict=True)}
        )
        return frame.with_columns(pl.all().replace("", None), pl.Series(LINE, numbers, dtype=pl.Int64))

    def _misfit(self, record: Record, width: int, dirty: bool) -> str | None:
        """Why a row is no row of this table; None where it is one."""
        if record.cells is None:
            return OPEN_QUOTE
        if dirty and "\ufffd" in record.text:
            return f"holds bytes that are not {self.encoding}"
        if len(record.cells) < width:
            return f"{len(record.cells)} cells where the table has {width}"
        if any(record.cells[width:]):
            return f"{len(record.cells)} cells where the table has {width}"
        return None

    def _set_aside(self, record: Record, reason: str) -> None:
        """A comment or a totals row of any width is excluded; every other row that does not fit is broken."""
        cells = record.cells or []
        raw = json.dumps(cells or record.text.rstrip("\r\n"), ensure_ascii=False)
        locator = f"line {self.line + record.at}"
        if record.text.lstrip().startswith("#"):
            self.table.excluded.append(Aside(locator, "comment line", raw))
        elif is_totals([*cells, None], self.options):
            self.table.excluded.append(Aside(locator, "totals row", raw))
        else:
            self.table.broken.append(Aside(locator, reason, raw))

    def _records_only(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without blank rows, the header said again, and totals."""
        columns = self.layout.columns
        if not frame.height:
            return frame
        blank = pl.all_horizontal(pl.col(name).is_null() for name in columns)
        header = self.layout.header[: len(columns)] if self.layout.header else columns
        again = pl.all_horizontal(pl.col(n).eq_missing(pl.lit(c or None)) for n, c in zip(columns, header, strict=True))
        said = frame.select(blank=blank, header=again & ~blank)
        self.headers += int(said["header"].sum())
        frame = frame.filter(~said["blank"] & ~said["header"])
        summed = totals(frame, columns, self.options)
        for row in frame.filter(summed).iter_rows():
            raw = json.dumps(row[:-1], ensure_ascii=False)
            self.table.excluded.append(Aside(f"line {row[-1]}", "totals row", raw))
        return frame.filter(~summed)
