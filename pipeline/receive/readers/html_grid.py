"""The tables of an HTML page as grids of cells; nothing is fetched, no script or style is looked at."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.receive.readers.html_text import UNSEEN

WIDEST = 200  # columns one cell may span
BREAKING = {"br", "p", "div", "li"}


@dataclass
class Grid:
    """One table of a page: its rows, and whether another table stands within it (then it only lays out the page)."""

    rows: list[list[str | None]] = field(default_factory=list)
    holds_others: bool = False
    below: dict[int, int] = field(default_factory=dict)  # column -> rows it is still covered from above

    def end_row(self) -> None:
        """Fill the last row up to its last column that is covered from above."""
        if not self.rows:
            return
        row = self.rows[-1]
        for column in sorted(column for column, rows in self.below.items() if rows and column >= len(row)):
            row += [None] * (column + 1 - len(row))
            self.below[column] -= 1


def grids(page: str) -> list[Grid]:
    """The tables of a page in order. A cell that spans several has its text in the first, nothing in the rest."""
    finder = _Finder()
    finder.feed(page)
    finder.close()
    return [grid for grid in finder.done if grid.rows]


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[Grid] = []
        self.open: list[Grid] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN - {"head", "title"}
        if tag == "table":
            self._end_cell()
            for outer in self.open:
                outer.holds_others = True
            self.open.append(Grid())
            self.done.append(self.open[-1])
        elif self.open and tag == "tr":
            self._end_cell()
            self.open[-1].end_row()
            self.open[-1].rows.append([])
        elif self.open and tag in ("td", "th"):
            self._end_cell()
            if not self.open[-1].rows:
                self.open[-1].rows.append([])
            said = dict(attrs)
            self.span = _number(said.get("colspan")), _number(said.get("rowspan"))
            self.cell = []
        elif self.cell is not None and tag in BREAKING:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN - {"head", "title"} and self.unseen > 0
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unseen:
            self.cell.append(" ".join(data.split()) if data.strip() else " ")

    def _end_cell(self) -> None:
        if self.cell is None or not self.open:
            return
        grid, (wide, high) = self.open[-1], self.span
        row = grid.rows[-1]
        while grid.below.get(len(row), 0):
            grid.below[len(row)] -= 1
            row.append(None)
        for offset in range(wide):
            if high > 1:
                grid.below[len(row)] = high - 1
            row.append("".join(self.cell).strip() or None if offset == 0 else None)
        self.cell = None


def _number(text: str | None) -> int:
    return (
        min(int(text), WIDEST) if text and text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) else 1
    )
