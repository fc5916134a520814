"""Pictures (PNG, JPEG, TIFF): the text OCR finds in them, as a document.

Options: none.
"""

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import Fault
from pipeline.receive.readers import document, ocr
from pipeline.receive.readers.base import Table

OPTIONS: tuple[str, ...] = ()
LARGEST = 200 << 20  # bytes


def read(path: Path, options: dict) -> Iterator[Table]:
    """One document of one page, noted as read by OCR. LeftOut where Tesseract is not installed."""
    if path.stat().st_size > LARGEST:
        raise Fault(path.name, "the picture is larger than a page can be", "Scan it anew with less detail.")
    text = ocr.text_of(path.read_bytes(), path.name)
    if not text:
        raise Fault(path.name, "OCR found no text in the picture", "Look at it by hand.")
    table = document.document([text], options)
    table.notes.append("read by OCR: letters and figures may be wrong")
    yield table
