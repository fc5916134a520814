"""PDF files, page by page: their text as a document, ruled tables as tables, scanned pages by OCR.

Options: parts (text, tables, or both unless said).
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from pipeline.errors import Fault
from pipeline.receive.readers import document, ocr, pdf_tables
from pipeline.receive.readers.base import Table

OPTIONS = document.OPTIONS
PAGES = 5_000
FEW = 20  # letters of a page that is a picture with at most a stamp on it
SHARP = 300 / 72  # pixels of a scan for each point of the page
LARGEST = 5_000  # pixels on a side
RULES = 4  # lines that a page with a ruled table has at least


def read(path: Path, options: dict) -> Iterator[Table]:
    """The document, then the tables, named `page 3, table 1`, locators `page 3, table 1, row 2`.

    LeftOut where all pages are pictures and there is no OCR; where only some are, a note says which.
    """
    try:
        file = pdfium.PdfDocument(path)
        count = len(file)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error) from None
    if not 0 < count <= PAGES:
        raise Fault(path.name, f"the PDF has {count:,} pages", f"At most {PAGES:,} are read: split it.")
    pages, scanned, ruled = [], [], []
    for number in range(1, count + 1):
        text, is_scan, is_ruled = _page(file, number, path)
        pages.append(text)
        scanned += [number] * is_scan
        ruled += [number] * is_ruled
    if len(scanned) == count and not any(pages):
        raise ocr.needed(path.name) if not ocr.is_there() else _blank(path)
    words = iter([_document(pages, scanned, options)] if any(pages) else [])
    yield from document.chosen(words, pdf_tables.tables(path, ruled, options), options, path.name)


def _page(file: pdfium.PdfDocument, number: int, path: Path) -> tuple[str, bool, bool]:
    """The text of a page, whether it is a picture, and whether lines are drawn on it."""
    try:
        page = file[number - 1]
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
        if sum(sign.isalnum() for sign in text) < FEW and any(page.get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE])):
            return (_seen(page, path) if ocr.is_there() else text.strip()), True, False
        rules = sum(1 for _, drawn in zip(range(RULES), page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH]), strict=False))
    except pdfium.PdfiumError as error:
        raise _unreadable(path, error, f"page {number} of ") from None
    return text.strip(), False, rules >= RULES


def _seen(page: pdfium.PdfPage, path: Path) -> str:
    scale = min(SHARP, LARGEST / max(*page.get_size(), 1))
    picture = BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(picture, "PNG")
    return ocr.text_of(picture.getvalue(), path.name)


def _document(pages: list[str], scanned: list[int], options: dict) -> Table:
    table = document.document(pages, options)
    listed = ", ".join(map(str, scanned))
    if scanned and ocr.is_there():
        table.notes.append(f"pages read by OCR, letters and figures may be wrong: {listed}")
    elif scanned:
        table.notes.append(f"pages that are pictures and were not read: {listed} ({ocr.INSTALL})")
    return table


def _blank(path: Path) -> Fault:
    return Fault(path.name, "OCR found no text on any page", "Look at it by hand.")


def _unreadable(path: Path, error: Exception, part: str = "") -> Fault:
    if "password" in str(error).lower():
        return Fault(path.name, "encrypted: it opens only with a password", "Put a copy without one into the delivery.")
    return Fault(path.name, f"{part}the PDF cannot be read", "It may be cut short: ask for it again.")
