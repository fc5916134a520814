"""Where a JSON value keeps its records: the arrays of objects in it, told from the lists within a record."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FEW, MANY = 2, 20


@dataclass(frozen=True)
class Records:
    """Some records of one kind.

    name     JSON pointer of the array, * for any item of a list it was found in: "/_embedded/notices", "/*/notices"
    pointer  JSON pointer of the array itself
    items    its items; anything but an object is no record
    """

    name: str
    pointer: str
    items: list[Any]


def find(value: Any) -> list[Records]:
    """The arrays of records in a value, in its order; one record by itself is an array of one, where the value stands.

    An object is taken for the wrapping of an array (`total`, `query` beside the records) where the array is long, or
    its items have at least as many fields as the object has fields of its own; else for a record that holds a list.
    A list of such wrappings (pages one after the other) is gone through page by page.
    """
    if isinstance(value, list):
        pages = [item for item in value if isinstance(item, dict)]
        if pages and len(pages) == len(value) and all(is_page(page) for page in pages[:MANY]):
            return [
                Records(f"/*{inner}", f"/{i}{inner}", items)
                for i, page in enumerate(value)
                for inner, items in _arrays(page)
            ]
        return [Records("", "", value)] if pages else []
    if not isinstance(value, dict) or not value:
        return []
    if not _wraps(value):
        return [Records("", "", [value])]
    return [Records(inner, inner, items) for inner, items in _arrays(value)]


def at(value: Any, pointer: str) -> list[Records]:
    """The records at a JSON pointer, where * stands for every item of a list. Empty where there are none."""
    if pointer and not pointer.startswith("/"):
        pointer = f"/{pointer}"
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    places: list[tuple[str, Any]] = [("", value)]
    for step in steps:
        places = [(f"{place}/{_escaped(key)}", item) for place, inner in places for key, item in _step(inner, step)]
    found = [(place, [item] if isinstance(item, dict) else item) for place, item in places]
    return [Records(pointer, place, items) for place, items in found if isinstance(items, list)]


def beside(value: Any) -> list[str]:
    """The dotted names of the plain fields around the arrays of records: said, but no rows."""
    if not isinstance(value, dict):
        return []
    names = []
    for key, item in value.items():
        names += [f"{key}.{inner}" for inner in beside(item)]
        names += [] if isinstance(item, (dict, list)) else [key]
    return names


def _step(value: Any, step: str) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [(str(i), item) for i, item in enumerate(value) if step in ("*", str(i))]
    return [(step, value[step])] if isinstance(value, dict) and step in value else []


def _arrays(value: dict[str, Any], pointer: str = "") -> Iterator[tuple[str, list[Any]]]:
    """The arrays of objects reached through objects alone. Empty arrays only where nothing else is there."""
    found = list(_lists(value, pointer))
    full = [(place, items) for place, items in found if items]
    yield from full or found


def _lists(value: dict[str, Any], pointer: str) -> Iterator[tuple[str, list[Any]]]:
    for key, item in value.items():
        place = f"{pointer}/{_escaped(key)}"
        if isinstance(item, dict):
            yield from _lists(item, place)
        elif isinstance(item, list) and 2 * sum(isinstance(inner, dict) for inner in item) >= len(item):
            yield place, item


def _wraps(value: dict[str, Any]) -> bool:
    arrays = [items for _, items in _arrays(value)]
    if not arrays:
        return False
    largest = max(arrays, key=len)
    fields = max((len(item) for item in largest[:MANY] if isinstance(item, dict)), default=FEW)
    return len(largest) > MANY or fields >= _own(value)


def _own(value: dict[str, Any]) -> int:
    """How many fields an object has that are no objects and no arrays of them."""
    arrays = [items for _, items in _arrays(value)]
    return sum(not isinstance(item, dict) and not any(item is array for array in arrays) for item in value.values())


def is_page(value: dict[str, Any]) -> bool:
    """A wrapping with several records for the few fields of its own."""
    return _wraps(value) and sum(len(items) for _, items in _arrays(value)) >= 5 and _own(value) <= FEW


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
