"""A letter before it is written: headings, paragraphs, lists and tables, the same for DOCX and PDF."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Points:
    """A numbered list, so that an answer can name the question."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    heading: str
    parts: tuple[Paragraph | Points | Table, ...]


@dataclass(frozen=True)
class Letter:
    """notice is said on every page; empty where the records are real."""

    title: str
    notice: str
    sections: tuple[Section, ...]
