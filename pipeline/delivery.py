"""A delivery: a folder under data/raw with files as received and a SOURCE.yml. Shared by receive and stage.

SOURCE.yml (everything but `title` and `nature` may be left out):

    title: Notice register, export of November 2024
    nature: invented                    # or real
    received: {date: 2024-11-18, from: source B, by: research desk}     # or just the date
    as_of: 2024-11-01                   # the day the records speak for where neither row nor file says; else the day received
    terms: counts and shares only
    date_order: day_first               # or month_first, for 03/04/2015; day_first unless said
    files:
      register/*.csv:                   # a path in the delivery or a pattern
        one_row_is: a request as first entered
        record: requests                # requests, complaints, messages, documents, snapshots, reported_figures, or none (not staged, with a reason in `one_row_is`)
        reader: {encoding: cp1251, delimiter: ";", header_row: 3}
        columns: {Номер: reference, Страна: requesting_country}        # header as written: field of pipeline/schemas.py
        constants: {population: register, instrument: red_notice}       # fields that are the same for all rows
        ignore: [Примечание]            # headers left out on purpose
        as_of: 2024-10-31
        date_order: month_first
        expect: {rows: [100, 200], years: [2009, 2024]}                 # a warning on the data-quality page outside these
        sha256: 9f2c…                   # optional: the run refuses another file of this name
        tables:                         # where a file holds several tables: the same keys for each, by name of sheet or JSON pointer
          Register: {record: requests, columns: {…}}
          Notes: {record: none, one_row_is: remarks of the desk}
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

KINDS = ("requests", "complaints", "messages", "documents", "snapshots", "reported_figures")


@dataclass(frozen=True)
class Mapping:
    """How the columns of one table become fields. `record` is one of KINDS or "none"."""

    record: str
    columns: dict[str, str] = field(default_factory=dict)       # header -> field
    constants: dict[str, str] = field(default_factory=dict)     # field -> text, normalised like a cell
    ignore: tuple[str, ...] = ()
    one_row_is: str = ""
    as_of: date | None = None           # resolved: table, else file, else delivery, else day received
    date_order: str = "day_first"
    expect: dict[str, Any] = field(default_factory=dict)
    drafted: bool = False               # made by describe, not reviewed by a person


@dataclass(frozen=True)
class FileSpec:
    """What SOURCE.yml says of the files one path or pattern names."""

    pattern: str
    reader: dict[str, Any] = field(default_factory=dict)
    mapping: Mapping | None = None                              # for files of one table
    tables: dict[str, Mapping] = field(default_factory=dict)    # for files of several, by table name
    sha256: str | None = None


@dataclass(frozen=True)
class Delivery:
    """One delivery. `nature` is real or invented; `files` in the order of SOURCE.yml, the first match wins."""

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
    stated: bool = True                 # False where there is no SOURCE.yml
