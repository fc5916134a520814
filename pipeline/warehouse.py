"""The one DuckDB file: built aside and swapped in whole, read without a lock in anyone's way."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import polars as pl

from pipeline import lock
from pipeline.errors import NO_ROOM, Fault, lacks_room
from pipeline.settings import MEMORY, Settings

UNFINISHED = ".unfinished"  # in the derived folder while a build goes on
SCHEMAS = ("raw", "staged", "resolved", "marts", "measures", "audit")


@contextmanager
def building(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a copy of the database; the copy takes the database's place only if nothing went wrong.

    A notebook that holds the old file keeps reading it. Two builds at once are refused: the second is told so.
    Tables as Parquet are written while a build goes on: those a broken-off build left are made anew by the next.
    """
    with lock.held(settings.derived):
        aside = settings.derived / "article3.building.duckdb"
        begun = settings.derived / UNFINISHED
        _throw_away(aside)
        if begun.exists():
            shutil.rmtree(settings.tables, ignore_errors=True)
        begun.touch()
        try:
            if settings.database.exists():
                shutil.copyfile(settings.database, aside)
            con = connect(aside, memory=settings.memory)
            try:
                for schema in SCHEMAS:
                    con.execute(f"create schema if not exists {schema}")
                yield con
                con.execute("checkpoint")
            finally:
                con.close()
        except BaseException as error:
            _throw_away(aside)
            if no_room(error):
                raise _full(settings) from None
            raise
        aside.replace(settings.database)
        begun.unlink()


def no_room(error: BaseException) -> bool:
    """Whether the disk is full, or a file has become as large as it may: the database says so in words alone."""
    if isinstance(error, OSError):
        return lacks_room(error)
    told = ("No space left", "File too large", "Disk quota exceeded")
    return isinstance(error, duckdb.Error) and any(words in str(error) for words in told)


def _full(settings: Settings) -> Fault:
    do = "Make room, or give a --derived on another disk; what the last run left is as it was."
    return Fault(settings.derived.name, f"{NO_ROOM} to build the database", do)


def _throw_away(aside: Path) -> None:
    """A database in the making, with what it keeps beside it."""
    for old in (aside, aside.with_suffix(".duckdb.wal")):
        old.unlink(missing_ok=True)
    shutil.rmtree(aside.with_suffix(".duckdb.tmp"), ignore_errors=True)


@contextmanager
def reading(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """The finished database, read-only and shut: no query of it reaches another file. Fault where there is none yet."""
    if not settings.database.exists():
        raise Fault(str(settings.database), "there is no database yet", "Run `article3 run` (or `make report`) first.")
    con = connect(settings.database, read_only=True, memory=settings.memory)
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    try:
        yield con
    finally:
        con.close()


def connect(path: Path | str = ":memory:", read_only: bool = False, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """DuckDB as every stage uses it: nothing fetched or loaded by itself, no progress bar, insertion order kept.

    memory  most it may hold at once, such as "2GiB"; what does not fit waits on disk beside the file
    """
    try:
        con = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.IOException, duckdb.SerializationException):
        found = "is not a database this version can read, or another program is writing to it"
        raise Fault(
            str(path), found, "Close what holds it; if that is not it, delete the file: a run makes it anew."
        ) from None
    con.execute(f"set memory_limit = '{memory}'")
    con.execute("set disabled_compression_methods = 'dictionary'")  # of text: trying it costs as much as all the rest
    con.execute("set autoinstall_known_extensions = false")
    con.execute("set autoload_known_extensions = false")
    with suppress(duckdb.InvalidInputException):  # in a notebook without widgets there is none to turn off
        con.execute("set enable_progress_bar = false")
    return con


def write_table(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Make `schema.table` hold exactly this frame, in this order."""
    con.register("_frame", frame.to_arrow())
    con.execute(f"create or replace table {table} as select * from _frame")
    con.unregister("_frame")


def export_table(con: duckdb.DuckDBPyConnection, table: str, settings: Settings) -> None:
    """The same table as Parquet under derived/tables/<schema>/<table>.parquet, written aside and renamed."""
    target = parquet(table, settings)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".parquet.writing")
    place = str(aside).replace("'", "''")
    con.execute(f"copy (from {table}) to '{place}' (format parquet, compression zstd, compression_level 1)")
    aside.replace(target)


def parquet(table: str, settings: Settings) -> Path:
    """Where `schema.table` stands as Parquet."""
    schema, name = table.split(".")
    return settings.tables / schema / f"{name}.parquet"
