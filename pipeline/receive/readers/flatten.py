"""Nested records as flat ones: dotted columns, every value as text."""

import json
from typing import Any

from pipeline.receive.readers.base import LISTED


class Pairs(dict[str, Any]):
    """An object of a JSON text. A key that stands twice with different values keeps both: "key" and "key (2)"."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__()
        for key, value in pairs:
            name, count = key, 1
            while name in self and self[name] != value:
                count += 1
                name = f"{key} ({count})"
            self[name] = value


def parse(text: str) -> Any:
    """A JSON text with numbers as they are written and NaN, Infinity as null. Raises ValueError, RecursionError."""
    return json.loads(text, object_pairs_hook=Pairs, parse_int=str, parse_float=str, parse_constant=lambda name: None)


def flatten(record: dict[str, Any]) -> dict[str, str | None]:
    """`{"a": {"b": 1}, "c": ["x", "y"], "d": [{"e": 2}, {}]}` as `{"a.b": "1", "c": "x␟y", "d.e": "2␟"}`.

    The items of a list of objects keep their places, so that the n-th of `d.e` and of `d.f` belong together; a list of
    nothing is null. Lists within lists, and lists of objects and other things, stay JSON.
    """
    flat: dict[str, str | None] = {}
    _into(flat, "", record)
    return flat


def _into(flat: dict[str, str | None], prefix: str, record: dict[str, Any]) -> None:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and value:
            _into(flat, f"{name}.", value)
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            for inner, cells in _columns(value).items():
                _put(flat, f"{name}.{inner}", cells)
        else:
            _put(flat, name, _cell(value))


def _columns(items: list[dict[str, Any]]) -> dict[str, str | None]:
    """The columns of a list of objects, each with a place for every object."""
    rows = [flatten(item) for item in items]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _joined([row.get(name) for row in rows]) for name in names}


def _cell(value: Any) -> str | None:
    if isinstance(value, list):
        if any(isinstance(item, (dict, list)) for item in value):
            return json.dumps(value, ensure_ascii=False)
        return _joined([_cell(item) for item in value])
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace(LISTED, " ") if value not in (None, "", {}) else None


def _joined(cells: list[str | None]) -> str | None:
    return LISTED.join(cell or "" for cell in cells) if any(cells) else None


def _put(flat: dict[str, str | None], name: str, cell: str | None) -> None:
    """A column whose name is taken ("a.b" beside "a": {"b"}) gets a number."""
    free, count = name, 1
    while free in flat:
        count += 1
        free = f"{name} ({count})"
    flat[free] = cell
