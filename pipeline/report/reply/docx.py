"""The letter as a Word document. Same letter, same bytes: no clock in its properties or in its ZIP."""

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.shared import Pt, RGBColor

from pipeline.report.reply.parts import Letter, Paragraph, Points, Table

MADE = datetime(2000, 1, 1)


def docx(letter: Letter) -> bytes:
    """The bytes of the document; the notice stands in the head of every page."""
    document = Document()
    document.styles["Normal"].font.size = Pt(10)
    for made in ("created", "modified"):
        setattr(document.core_properties, made, MADE)
    document.core_properties.author = "Article 3"
    document.core_properties.title = letter.title
    document.core_properties.comments = letter.notice
    if letter.notice:
        run = document.sections[0].header.paragraphs[0].add_run(letter.notice)
        run.bold, run.font.color.rgb = True, RGBColor(0xB3, 0x26, 0x1E)
    document.add_heading(letter.title, 0)
    for section in letter.sections:
        document.add_heading(section.heading, 1)
        for part in section.parts:
            _add(document, part)
    held = io.BytesIO()
    document.save(held)
    return _timeless(held.getvalue())


def _add(document: "Document", part: Paragraph | Points | Table) -> None:  # type: ignore[valid-type]
    if isinstance(part, Paragraph):
        document.add_paragraph(part.text)  # type: ignore[attr-defined]
    elif isinstance(part, Points):
        for number, item in enumerate(part.items, 1):
            document.add_paragraph(f"{number}. {item}")  # type: ignore[attr-defined]
    else:
        _table(document, part)


def _table(document: "Document", part: Table) -> None:  # type: ignore[valid-type]
    document.add_paragraph().add_run(part.caption).bold = True  # type: ignore[attr-defined]
    table = document.add_table(rows=0, cols=len(part.heads), style="Light Grid Accent 1")  # type: ignore[attr-defined]
    for row in (part.heads, *part.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size, run.bold = Pt(8), row is part.heads


def _timeless(data: bytes) -> bytes:
    """The same ZIP with every file of one day, in order of name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
