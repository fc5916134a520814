"""Office files by hand: ODS and DOCX from their XML, XLS and XLSX by the libraries that write them."""

import io
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
import xlwt

Rows = list[list[str]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def parcel(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts, the same bytes each time."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(ZipInfo(name), content)
    return out.getvalue()


def docx(paragraphs: list[str], table: Rows | None = None, before: str = "") -> bytes:
    """A Word document; a paragraph "\\f" is a page break. `before` goes above the root of its XML."""
    body = "".join(
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if text == "\f"
        else f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
        for text in paragraphs
    )
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in table or []
    )
    body += f"<w:tbl>{cells}</w:tbl>" if cells else ""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    return parcel({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def ods(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    """An OpenDocument workbook of text cells."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}" table:style-name="{"h" if name in hidden else "v"}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/>'
        "</style:style>"
        for name, shown in (("v", "true"), ("h", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_KIND}"/></manifest:manifest>'
    )
    return parcel({"mimetype": ODS_KIND, "META-INF/manifest.xml": manifest, "content.xml": content})


def xls(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook as Excel wrote it until 2003."""
    book, out = xlwt.Workbook(), io.BytesIO()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = 1 if name in hidden else 0
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                sheet.write(i, j, cell)
    book.save(out)
    return out.getvalue()


def xlsx(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook as Excel writes it today."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    sheet.write_string(i, j, cell)
            if name in hidden:
                sheet.hide()
    return out.getvalue()
