"""What is known of a delivery, its files and their tables: the shape that SOURCE.yml is read into."""

from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from unicodedata import normalize

KINDS = ("requests", "complaints", "messages", "documents", "snapshots", "reported_figures")


@dataclass(frozen=True)
class Mapping:
    """How the columns of one table become fields. `record` is one of KINDS or "none"."""

    record: str
    columns: dict[str, str] = field(default_factory=dict)  # header -> field
    constants: dict[str, str] = field(default_factory=dict)  # field -> text, normalised like a cell
    ignore: tuple[str, ...] = ()
    one_row_is: str = ""
    as_of: date | None = None  # resolved: table, else file, else delivery, else day received
    date_order: str = "day_first"
    expect: dict[str, Any] = field(default_factory=dict)
    unpivot: tuple[str, str] | None = None  # field of the headings, field of the cells, of columns not named otherwise
    drafted: bool = False  # made by describe, not reviewed by a person


@dataclass(frozen=True)
class FileSpec:
    """What SOURCE.yml says of the files one path or pattern names."""

    pattern: str
    reader: dict[str, Any] = field(default_factory=dict)
    mapping: Mapping | None = None  # for files of one table
    tables: dict[str, Mapping] = field(default_factory=dict)  # for files of several, by table name
    sha256: str | None = None
    password_env: str | None = None  # the environment variable that holds the password of an archive

    @property
    def is_pattern(self) -> bool:
        """Whether it may name any number of files; a plain path names one, which must be there."""
        return any(sign in self.pattern for sign in "*?[")

    def mapping_for(self, table_name: str) -> Mapping | None:
        """The mapping of one table: by its name, else by a pattern of names, else the one for the whole file."""
        for name, mapping in self.tables.items():
            if _matches(name, table_name):
                return mapping
        return self.mapping


@dataclass(frozen=True)
class Delivery:
    """One delivery. `nature` is real or invented; `files` in the order of SOURCE.yml."""

    name: str
    folder: Path
    title: str
    nature: str
    received_on: date | None
    as_of: date | None
    terms: str = ""
    received: dict[str, str] = field(default_factory=dict)
    date_order: str = "day_first"
    files: tuple[FileSpec, ...] = ()
    stated: bool = True  # False where there is no SOURCE.yml
    expect: dict[str, Any] = field(default_factory=dict)

    def spec_for(self, path_in_delivery: str) -> FileSpec | None:
        """What SOURCE.yml says of this file: the entry with its very path, else the first pattern that fits."""
        exact = [spec for spec in self.files if _same(spec.pattern, path_in_delivery)]
        fitting = exact or [spec for spec in self.files if _matches(spec.pattern, path_in_delivery)]
        return fitting[0] if fitting else None


def _same(pattern: str, name: str) -> bool:
    return normalize("NFC", pattern) == normalize("NFC", name)


def _matches(pattern: str, name: str) -> bool:
    """As in a shell, where `*` also goes into folders; accents may be stored either way."""
    return _same(pattern, name) or fnmatchcase(normalize("NFC", name), normalize("NFC", pattern))
