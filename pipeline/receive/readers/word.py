"""Word documents (.docx): their text and tables, from the XML of the document itself; nothing else in it is opened.

Options: parts (text, tables, or both unless said).
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLParser
from zipfile import BadZipFile, ZipFile
from zlib import error as DamagedZip

from pipeline.errors import Fault
from pipeline.receive.readers import document, grid
from pipeline.receive.readers.base import Table

OPTIONS = document.OPTIONS
PART = "word/document.xml"
MOST = 200 << 20  # bytes of the document's XML
WIDEST = 200
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
DAMAGED = (
    BadZipFile,
    DamagedZip,
    KeyError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    ParseError,
)


def read(path: Path, options: dict) -> Iterator[Table]:
    """The text as a document (a page break begins a page); each table in it as a table, locators `table 1, row 2`."""
    try:
        body = _body(path)
        pages = _pages(body)
        grids = list(_grids(body))
    except DAMAGED as error:
        found = f"the Word document cannot be read ({type(error).__name__})"
        raise Fault(path.name, found, "It may be cut short or locked: ask for it again.") from None
    words = iter([document.document(pages, options)] if any(page.strip() for page in pages) else [])
    yield from document.chosen(words, _tables(grids, options), options, path.name)


def _body(path: Path) -> Element:
    with ZipFile(path) as parcel, parcel.open(PART) as file:
        xml = file.read(MOST + 1)
    if len(xml) > MOST:
        raise Fault(path.name, "its text is larger than any document's", "Split it, or take it out of the delivery.")
    text = xml.decode("utf-16" if xml[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Fault(
            path.name, "its XML defines entities, which no Word document does", "Do not open it by hand either."
        )
    parser = XMLParser()  # noqa: S314
    parser.feed(text.replace(STRICT, W[1:-1]).encode("utf-8", "replace"))
    root: Element = parser.close()
    for holder in list(root.iter()):
        for older in holder.findall(OLDER):  # the same text box once more, for older programs
            holder.remove(older)
    return root


def _pages(body: Element) -> list[str]:
    pages = [""]
    for paragraph in body.iter(f"{W}p"):
        for page, text in enumerate(_words(paragraph).split("\f")):
            if page:
                pages.append("")
            pages[-1] += text
        pages[-1] += "\n"
    return pages


def _words(paragraph: Element) -> str:
    """What stands in a paragraph, inserted text too and deleted text not; text boxes are paragraphs of their own."""
    parts: list[str] = []
    for run in _runs(paragraph):
        for item in run:
            kind = item.tag.removeprefix(W)
            if kind == "t":
                parts.append(item.text or "")
            elif kind == "br":
                parts.append("\f" if item.get(f"{W}type") == "page" else "\n")
            elif kind in ("tab", "cr", "noBreakHyphen"):
                parts.append({"tab": "\t", "cr": "\n"}.get(kind, "-"))
    return "".join(parts)


def _runs(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in (f"{W}p", f"{W}del", f"{W}moveFrom"):
            yield from _runs(child)


def _grids(body: Element) -> Iterator[list[list[str | None]]]:
    for table in body.iter(f"{W}tbl"):
        rows: list[list[str | None]] = []
        for row in table.findall(f"{W}tr"):
            cells: list[str | None] = []
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                cells.append("\n".join(_words(paragraph) for paragraph in cell.findall(f"{W}p")))
                cells += [None] * (min(int(span.get(f"{W}val", "1")), WIDEST) - 1 if span is not None else 0)
            rows.append(cells)
        yield rows


def _tables(grids: list[list[list[str | None]]], options: dict) -> Iterator[Table]:
    for number, rows in enumerate(grids, 1):
        placed = [(f"table {number}, row {i}", cells) for i, cells in enumerate(rows, 1)]
        if table := grid.table_of(placed, f"table {number}", options):
            yield table
