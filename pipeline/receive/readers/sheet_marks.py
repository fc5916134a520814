"""What a workbook's own XML says beside the cells: hidden columns, and from which day it counts."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile
from zlib import error as DamagedZip

MOST = 1 << 20  # bytes read of a sheet: its columns are described before its first row


@dataclass(frozen=True)
class Marks:
    """hidden_columns: sheet name -> indexes from 0."""

    hidden_columns: dict[str, set[int]] = field(default_factory=dict)
    counts_from_1904: bool = False


def of(path: Path) -> Marks:
    """The marks of an .xlsx file; none where its XML is not laid out as expected."""
    try:
        with ZipFile(path) as book:
            workbook = _head(book, "xl/workbook.xml")
            parts = {
                _attribute(tag, "Id"): _attribute(tag, "Target")
                for tag in re.findall(r"<Relationship\b[^>]*>", _head(book, "xl/_rels/workbook.xml.rels"))
            }
            hidden = {}
            for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", workbook):
                target = parts.get(_attribute(tag, r"\w+:id"), "")
                part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
                hidden[_attribute(tag, "name")] = _hidden_columns(_head(book, part))
    except (BadZipFile, DamagedZip, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Marks()
    return Marks(hidden, bool(re.search(r'date1904="(?:1|true)"', workbook)))


def letter(index: int) -> str:
    """A column as Excel calls it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _hidden_columns(sheet: str) -> set[int]:
    columns = sheet.partition("<sheetData")[0]
    hidden: set[int] = set()
    for tag in re.findall(r"<(?:\w+:)?col\b[^>]*>", columns):
        if _attribute(tag, "hidden") in ("1", "true"):
            hidden.update(range(int(_attribute(tag, "min")) - 1, min(int(_attribute(tag, "max")), 16_384)))
    return hidden


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}\s*=\s*"([^"]*)"', tag)
    return unescape(found.group(1)) if found else ""


def _head(book: ZipFile, part: str) -> str:
    with book.open(part) as file:
        return file.read(MOST).decode("utf-8", "replace")
