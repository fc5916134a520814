"""Tables and messages in documents: HTML, Word, PDF, RTF."""

import re
from html import escape
from pathlib import Path

from anyascii import anyascii

from pipeline.rehearse.formats import office, pdfs, rtf
from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers, texts
from pipeline.rehearse.writers.mail import block

ABOUT = "INVENTED DATA"
LINES_OF_A_PAGE, ROWS_OF_A_PAGE = 45, 30
MESSAGES = "messages"


def write_html(path: Path, spec: dict, rows: list[Row]) -> None:
    """A table with its headers, or messages with a line each for their headers."""
    if spec["record"] == MESSAGES:
        body = "".join(f"<p>{escape(text)}</p>\n".replace("\n", "<br>\n") for text in _blocks(spec, rows))
    else:
        heads = "".join(f"<th>{escape(name)}</th>" for name in headers(spec))
        lines = ["".join(f"<td>{escape(cell)}</td>" for cell in texts(spec, row)) for row in rows]
        body = f"<table><tr>{heads}</tr>\n" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"
    page = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{ABOUT}</title></head><body>\n{body}\n</body></html>'
    )
    path.write_text(page + "\n", "utf8")


def write_docx(path: Path, spec: dict, rows: list[Row]) -> None:
    """A document with one table, or with messages."""
    if spec["record"] == MESSAGES:
        path.write_bytes(office.docx([line for text in _blocks(spec, rows) for line in [*text.split("\n"), ""]]))
    else:
        path.write_bytes(office.docx([ABOUT], [list(headers(spec)), *(texts(spec, row) for row in rows)]))


def write_pdf(path: Path, spec: dict, rows: list[Row]) -> None:
    """A ruled table over several pages, its headers on each; or messages, none of them over two pages."""
    if spec["record"] == MESSAGES:
        pages = [pdfs.text_page(plain(line) for line in text.split("\n")) for text in _blocks(spec, rows)]
    else:
        cells = [[plain(cell) for cell in texts(spec, row)] for row in rows]
        spans = [cells[i : i + ROWS_OF_A_PAGE] for i in range(0, len(cells), ROWS_OF_A_PAGE)]
        pages = [pdfs.table_page([[plain(name) for name in headers(spec)], *span]) for span in spans]
    path.write_bytes(pdfs.pdf(pages))


def write_rtf(path: Path, spec: dict, rows: list[Row]) -> None:
    """Messages one after another."""
    path.write_bytes(rtf.rtf([line for text in _blocks(spec, rows) for line in [*text.split("\n"), ""]]))


def _blocks(spec: dict, rows: list[Row]) -> list[str]:
    return [block(spec["language"], row) for row in rows]


def plain(text: str) -> str:
    """The text with the signs a plain PDF font has; others as letters that stand for them."""
    return re.sub(r"[^\x20-\x7e]", lambda sign: anyascii(sign[0]), text)
