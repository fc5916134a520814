"""The last gate: the finished bytes of everything that leaves are searched for what must not be in them.

A hit stops the release and names the file and the class of what was found, never the thing itself.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline import chart_library
from pipeline.errors import Fault
from pipeline.protect import secrets, words
from pipeline.protect.decode import Seen, texts
from pipeline.protect.ordinary import script_words
from pipeline.protect.secrets import FULL_NAME, REFERENCE, TOKEN, Secrets

PRIVATE = "PRIVATE: STAYS ON THE DESK"  # what every page of a private build says
A_PRIVATE_PAGE = "a page of a private build"
_DO = "Nothing was released. Find where it gets in (a heading, a file name, an unmapped value) and keep it out."


_PRIVATE = words.plain(PRIVATE)


def release(con: duckdb.DuckDBPyConnection, *folders: Path) -> int:
    """Search every file below these folders; returns how many there were.

    Fault at the first file that holds a full name, a rare token of a name or a reference of the deliveries.
    """
    looked_for = secrets.of_deliveries(con)
    if not looked_for:
        return 0
    seen: set[str] = set()
    runs: Seen = set()
    files = [(path, folder) for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    for path, folder in files:
        place = path.relative_to(folder).as_posix()
        data = path.read_bytes()
        key = hashlib.sha256(data).hexdigest()
        kinds = set(found(place.encode(), looked_for))
        if key not in seen and not _is_library(path, data):
            is_script = path.suffix == ".js"  # where some words do not count that count elsewhere
            kinds |= found(data, looked_for, is_script, None if is_script else runs)
            seen.add(key)
        if kinds:
            raise Fault(_masked(place, looked_for), f"holds {' and '.join(sorted(kinds))} of the deliveries", _DO)
    return len(files)


def _is_library(path: Path, data: bytes) -> bool:
    """Whether a file is the chart library byte for byte: it is known, and long."""
    return path.suffix == ".js" and data == chart_library.script()


def found(data: bytes, looked_for: Secrets, is_script: bool = False, seen: Seen | None = None) -> set[str]:
    """The classes of what these bytes hold: FULL_NAME, TOKEN, REFERENCE; empty where they are clean.

    is_script  words of the chart library do not count
    seen       runs of base64 letters that files before were found clean of
    """
    ordinary = script_words() if is_script else frozenset()
    return {kind for text in texts(data, seen=seen) for kind in _in_text(text, looked_for, ordinary)}


def _in_text(text: str, looked_for: Secrets, ordinary: frozenset[str]) -> Iterator[str]:
    text = words.plain(text)
    if _PRIVATE in text:
        yield A_PRIVATE_PAGE
    row = words.words(text)
    once = set(row)
    if not looked_for.tokens.isdisjoint(once - ordinary):
        yield TOKEN
    if not looked_for.beginnings.isdisjoint(once):
        for length in range(2, words.LONGEST + 1):
            if not looked_for.names.isdisjoint(zip(*(row[start:] for start in range(length)), strict=False)):
                yield FULL_NAME
                break
    if any(name in run for run in secrets.SIGNS.findall(text) for name in looked_for.signs):
        yield FULL_NAME
    if not looked_for.references.isdisjoint(words.references(text)):
        yield REFERENCE


def _masked(place: str, looked_for: Secrets) -> str:
    """The file's place, unless its own name is what was found."""
    return "a file whose own name" if found(place.encode(), looked_for) else place
