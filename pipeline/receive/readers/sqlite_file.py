"""SQLite files, opened so that nothing in them can be changed or run: a table for each table with rows.

Options: tables (names of those to read).
"""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import polars as pl

from pipeline.errors import Fault
from pipeline.receive.readers.base import LOCATOR, Aside, Table
from pipeline.receive.readers.layout import unique_names

OPTIONS = ("tables",)
ROWS = 20_000  # rows of a batch
LONGEST = 50_000_000  # bytes of one cell
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
DAMAGED = "It may be cut short: ask for it again."


def read(path: Path, options: dict) -> Iterator[Table]:
    """The tables of a database file, locators `table NAME, row N` in the order they are stored.

    Views, virtual tables and what the file wants done by itself (triggers) are not looked at; empty tables give none.
    """
    try:
        con = _opened(path)
        kinds = con.execute("select type, name, sql from sqlite_master order by rowid").fetchall()
        named = [name for kind, name, sql in kinds if kind == "table" and not _is_its_own(name, sql or "")]
        wanted = _wanted(options, named, path.name)
        filled = [name for name in wanted if con.execute(f"select 1 from {_quoted(name)} limit 1").fetchone()]
        if not filled:
            raise Fault(path.name, "no table in it has a row", "Ask for it again, or take it out of the delivery.")
        views = sum(kind == "view" for kind, _, _ in kinds)
        for name in filled:
            cursor = con.execute(f"select * from {_quoted(name)}")
            columns = unique_names([column[0] for column in cursor.description])
            table = Table(name, columns, iter(()))
            table.batches = _batches(cursor, table, path)
            table.notes += [f"views of the file, not read: {views}"] * bool(views)
            views = 0
            yield table
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise _unreadable(path, error) from None


def _opened(path: Path) -> sqlite3.Connection:
    con = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    con.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    con.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    con.execute("pragma query_only = on")
    con.execute("pragma trusted_schema = off")
    con.execute("pragma temp_store = memory")
    con.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in ALLOWED else sqlite3.SQLITE_DENY)
    return con


def _is_its_own(name: str, sql: str) -> bool:
    """Tables SQLite keeps for itself, and virtual ones, behind which code stands."""
    return name.lower().startswith("sqlite_") or sql.lstrip().lower().startswith("create virtual")


def _wanted(options: dict, named: list[str], file: str) -> list[str]:
    given = options.get("tables", [])
    wanted = [str(name) for name in (given if isinstance(given, list) else [given])]
    if missing := [name for name in wanted if name not in named]:
        raise Fault(file, f"no table is called {missing[0]}", f"Its tables are: {', '.join(named)}.")
    return wanted or named


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _batches(cursor: sqlite3.Cursor, table: Table, path: Path) -> Iterator[pl.DataFrame]:
    schema = dict.fromkeys([*table.columns, LOCATOR], pl.String)
    number = 0
    try:
        while rows := list(islice(cursor, ROWS)):
            kept = []
            for row in rows:
                number += 1
                place, cells = f"table {table.name}, row {number}", [_text(cell) for cell in row]
                if any(cell and any("\ud800" <= sign <= "\udfff" for sign in cell) for cell in cells):
                    table.broken.append(Aside(place, "holds bytes that are not text", json.dumps(cells)))
                else:
                    kept.append((*cells, place))
            yield pl.DataFrame(kept, schema=schema, orient="row")
    except (sqlite3.Error, UnicodeError, OverflowError, MemoryError) as error:
        raise _unreadable(path, error) from None


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


def _unreadable(path: Path, error: Exception) -> Fault:
    return Fault(path.name, f"the SQLite file cannot be read ({type(error).__name__})", DAMAGED)
