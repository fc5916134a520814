"""SOURCE.yml: what a person says of a delivery, checked key by key and word by word, with the line of each fault."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from re import fullmatch
from typing import Any

from pipeline.fields import MESSAGE_COLUMNS, mappable, takes_several
from pipeline.mapping import KINDS, Delivery, FileSpec, Mapping
from pipeline.yaml_nodes import Node, read

NATURES = ("real", "invented")
DATE_ORDERS = ("day_first", "month_first")

# Remarks for people: taken as they are, and used nowhere.
_REMARKS = (
    *("note", "notes", "description", "origin", "publisher", "source", "source_url", "url", "contact", "license"),
    *("licence", "language", "languages", "version", "coverage", "caveats", "may_publish"),
)
_TOP = ("title", "nature", "received", "as_of", "terms", "date_order", "files", "expect", *_REMARKS)
_TABLE = (
    "title",
    "one_row_is",
    "record",
    "columns",
    "constants",
    "ignore",
    "unpivot",
    "as_of",
    "date_order",
    "expect",
    "rows",
    *_REMARKS,
)
_FILE = (*_TABLE, "reader", "sha256", "bytes", "tables", "password_env")


def parse(path: Path, name: str, nature_unsaid: str | None = None) -> Delivery:
    """The delivery that `path`, its SOURCE.yml, describes. `name` is the delivery's folder.

    nature_unsaid   what to take where the file names no nature; None makes that a Fault
    Fault with file, line and what was expected for anything that cannot be meant as written.
    """
    root = read(path, f"{name}/{path.name}")
    top = root.keys(_TOP, needed=("title",) if nature_unsaid else ("title", "nature"))
    received_on, received = _received(top.get("received"))
    delivery = Delivery(
        name=name,
        folder=path.parent,
        title=top["title"].text() or name,
        nature=top["nature"].one_of(NATURES, "nature") if "nature" in top else str(nature_unsaid),
        received_on=received_on,
        as_of=_day(top.get("as_of")) or received_on,
        terms=_text(top.get("terms")) or _text(top.get("may_publish")),
        received=received,
        date_order=_date_order(top.get("date_order")) or "day_first",
        expect=_expect(top.get("expect"), None),
    )
    return replace(delivery, files=_files(top.get("files"), delivery))


def _received(node: Node | None) -> tuple[date | None, dict[str, str]]:
    """The day received, where it is a whole day, and all that is said of the receipt, as text."""
    if node is None or node.is_empty:
        return None, {}
    if not node.is_keyed:
        return node.day_if_whole(), {"date": node.text()}
    said = node.keys()
    day = said["date"].day_if_whole() if "date" in said else None
    return day, {key: ", ".join(item.text() for item in value.items()) for key, value in said.items()}


def _files(node: Node | None, delivery: Delivery) -> tuple[FileSpec, ...]:
    return tuple(_file(pattern, spec, delivery) for pattern, spec in (node.keys() if node else {}).items())


def _file(pattern: str, node: Node, delivery: Delivery) -> FileSpec:
    """One entry of `files`: what it says once for the whole file holds for each of its tables."""
    said = node.keys(_FILE)
    whole = Mapping(record="", as_of=delivery.as_of, date_order=delivery.date_order)
    mapping = _mapping(said, node, whole)
    tables = said["tables"].keys() if "tables" in said else {}
    return FileSpec(
        pattern=pattern.removeprefix("./"),
        reader=_reader(said.get("reader")),
        mapping=mapping if mapping.record else None,
        tables={name: _table(table, mapping) for name, table in tables.items()},
        sha256=_sha256(said.get("sha256")),
        password_env=_variable(said.get("password_env")),
    )


def _table(node: Node, whole: Mapping) -> Mapping:
    """One table of a file. Kind, day, date order and meaning come from the file where the table is silent."""
    said = node.keys(_TABLE)
    mapping = _mapping(said, node, replace(whole, columns={}, constants={}, ignore=(), unpivot=None, expect={}))
    if not mapping.record:
        raise node.fault(f"{node.name} names no record", f"Add `record:` with one of: {', '.join((*KINDS, 'none'))}.")
    return mapping


def _mapping(said: dict[str, Node], node: Node, above: Mapping) -> Mapping:
    """The mapping these keys give, with `above` for what they leave out; record "" where none is named."""
    record = said["record"].one_of((*KINDS, "none"), "record kind") if "record" in said else above.record
    if not record:
        for key in ("columns", "constants"):
            if key in said and "tables" not in said:
                raise node.fault(
                    f"{node.name} has `{key}` but no `record`", f"Add `record:` with one of: {', '.join(KINDS)}."
                )
    mapping = replace(
        above,
        record=record,
        one_row_is=_text(said.get("one_row_is")) or above.one_row_is,
        as_of=_day(said.get("as_of")) or above.as_of,
        date_order=_date_order(said.get("date_order")) or above.date_order,
        ignore=tuple(item.text() for item in said["ignore"].items()) if "ignore" in said else (),
        expect=_expect(said.get("expect"), said.get("rows")),
    )
    if record in ("", "none"):
        return mapping
    columns = _columns(said.get("columns"), record)
    if not columns and record == "messages":
        columns = MESSAGE_COLUMNS
    mapping = replace(mapping, unpivot=_unpivot(said.get("unpivot"), record))
    return replace(mapping, columns=columns, constants=_constants(said.get("constants"), record))


def _columns(node: Node | None, record: str) -> dict[str, str]:
    """Header as written -> field. Only lists and texts may come from two columns: of others, which would count?"""
    columns: dict[str, str] = {}
    for header, field in (node.keys() if node else {}).items():
        name = field.one_of(mappable(record), f"field of {record}")
        if name in columns.values() and not takes_several(record, name):
            raise field.fault(f"{name} is filled from two columns", "Keep one, and put the other under `ignore`.")
        columns[header] = name
    return columns


def _unpivot(node: Node | None, record: str) -> tuple[str, str] | None:
    """`unpivot: {headers: as_of, cells: n}`: what the headings, and what the cells, of the other columns are."""
    if node is None:
        return None
    said = node.keys(("headers", "cells"), needed=("headers", "cells"))
    headers, cells = (said[key].one_of(mappable(record), f"field of {record}") for key in ("headers", "cells"))
    return headers, cells


def _constants(node: Node | None, record: str) -> dict[str, str]:
    """Field -> the text that stands for every row."""
    said = node.keys(mappable(record)) if node else {}
    return {field: ", ".join(item.text() for item in value.items()) for field, value in said.items()}


def _expect(node: Node | None, rows: Node | None) -> dict[str, Any]:
    """What a person expects of the numbers: a name, and a number or [lowest, highest]."""
    said = {**(node.keys() if node else {}), **({"rows": rows} if rows else {})}
    expect: dict[str, Any] = {}
    for name, value in said.items():
        numbers = [item.value() for item in value.items()]
        if not numbers or len(numbers) > 2 or not all(isinstance(n, int | float) for n in numbers):
            raise value.fault(f"{name} is no number or range", "Expected a number or [lowest, highest].")
        expect[name] = [numbers[0], numbers[-1]]
    return expect


def _reader(node: Node | None) -> dict[str, Any]:
    return {name: value.plain() for name, value in node.keys().items()} if node else {}


def _sha256(node: Node | None) -> str | None:
    if node is None or node.is_empty:
        return None
    word = node.text().casefold()
    if not fullmatch(r"[0-9a-f]{64}", word):
        raise node.fault("sha256 is no SHA-256", "Expected 64 signs of 0-9 and a-f, or leave the line out.")
    return word


def _variable(node: Node | None) -> str | None:
    """The name of an environment variable; never the password itself."""
    if node is None or node.is_empty:
        return None
    if not fullmatch(r"[A-Z][A-Z0-9_]*", node.text()):
        do = "Name one in capitals, as ARCHIVE_PASSWORD, and put the password there, not here."
        raise node.fault("password_env names no environment variable", do)
    return node.text()


def _text(node: Node | None) -> str:
    return "; ".join(item.text() for item in node.items()) if node else ""


def _day(node: Node | None) -> date | None:
    return node.day() if node and not node.is_empty else None


def _date_order(node: Node | None) -> str | None:
    return node.one_of(DATE_ORDERS, "order of dates") if node and not node.is_empty else None
