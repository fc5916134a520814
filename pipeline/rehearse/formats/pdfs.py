"""PDF files by hand: pages of lines of text, a ruled table, a picture for a scanned page."""

import zlib
from collections.abc import Iterable

Page = tuple[bytes, bytes]  # what is drawn; how wide the page is, or "picture" for one that shows it


def text_page(lines: Iterable[str]) -> Page:
    shown = "".join(f"1 0 0 1 50 {780 - 16 * i} Tm ({_escaped(line)}) Tj " for i, line in enumerate(lines))
    return f"BT /F1 10 Tf {shown} ET".encode("latin-1"), b""


def table_page(rows: list[list[str]]) -> Page:
    """A table with a rule on every side of each cell, its columns as wide as what they hold; the page grows with it."""
    widths = [max(120, 6 * max(len(row[j]) for row in rows) + 12) for j in range(len(rows[0]))]
    parts = []
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            x, y, wide = 50 + sum(widths[:j]), 760 - 20 * i, widths[j]
            parts.append(f"{x} {y} {wide} 20 re S BT /F1 9 Tf 1 0 0 1 {x + 4} {y + 6} Tm ({_escaped(cell)}) Tj ET")
    return "\n".join(parts).encode("latin-1"), b"%d" % (100 + sum(widths))


def scanned_page() -> Page:
    """A page that is a grey picture and nothing else."""
    return b"q 500 0 0 700 50 50 cm /Im1 Do Q", b"picture"


def pdf(pages: list[Page]) -> bytes:
    """The file, its table of contents right."""
    grey = zlib.compress(b"\xaa" * 10_000)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(grey), grey),
    ]
    for i, (drawn, wide) in enumerate(pages):
        width = max(600, int(wide)) if wide.isdigit() else 600
        needs = b"/Font<</F1 3 0 R>>/XObject<</Im1 4 0 R>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d 842]/Contents %d 0 R/Resources<<%s>>>>"
            % (width, 6 + 2 * i, needs)
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
