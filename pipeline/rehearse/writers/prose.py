"""Documents of running text, page by page: PDF, Word, HTML, text, RTF."""

import textwrap
from html import escape
from pathlib import Path

from pipeline.rehearse.formats import office, pdfs, rtf
from pipeline.rehearse.writers.pages import plain

WIDTH = 95  # letters of a line
Pages = list[list[str]]


def write(path: Path, pages: Pages) -> None:
    """The paragraphs in the format of the suffix. A PDF has plain letters alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(BY_SUFFIX[path.suffix](pages))


def _pdf(pages: Pages) -> bytes:
    return pdfs.pdf([pdfs.text_page(plain(line) for line in _lines(page)) for page in pages])


def _docx(pages: Pages) -> bytes:
    return office.docx([text for number, page in enumerate(pages) for text in ([*["\f"] * bool(number), *page])])


def _html(pages: Pages) -> bytes:
    body = "".join(f"<p>{escape(text)}</p>\n" for page in pages for text in page)
    return f'<!doctype html><html><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n'.encode()


def _txt(pages: Pages) -> bytes:
    return "\n\n".join(textwrap.fill(text, WIDTH) for page in pages for text in page).encode() + b"\n"


def _rtf(pages: Pages) -> bytes:
    return rtf.rtf([text for page in pages for text in page])


def _lines(page: list[str]) -> list[str]:
    """Lines that fit on a page, a blank one between paragraphs."""
    return [line for text in page for line in [*textwrap.wrap(text, WIDTH), ""]]


BY_SUFFIX = {".pdf": _pdf, ".docx": _docx, ".html": _html, ".txt": _txt, ".rtf": _rtf}
