"""Staged Parquet of all files into the database: staged.* tables and the audit tables of this stage."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.schemas import BESIDE, EXCLUDED, QUARANTINE, RECORDS, STAGED, UNMAPPED
from pipeline.settings import Settings
from pipeline.stage.expect import WARNINGS
from pipeline.stage.reading.documents import IN_PROSE
from pipeline.warehouse import export_table, write_table

# table -> its columns; the Parquet file in a folder has the name of the table
_TABLES: dict[str, Mapping[str, Any]] = {f"staged.{record}": schema for record, schema in (STAGED | BESIDE).items()} | {
    "audit.quarantine": QUARANTINE,
    "audit.unmapped": UNMAPPED,
    "audit.excluded": EXCLUDED,
}


# Rows of a table that stand in a file of another name: figures read from prose are no rows of the file they are in.
_MORE = {"staged.reported_figures": (IN_PROSE,)}


def load_tables(con: duckdb.DuckDBPyConnection, settings: Settings, folders: list[Path]) -> None:
    """Make each table hold what the folders hold, in their order; a table made from the same files is left alone."""
    con.execute("create table if not exists audit.staged_from (table_name varchar primary key, inputs varchar)")
    before = dict(con.execute("select table_name, inputs from audit.staged_from").fetchall())
    for table, schema in _TABLES.items():
        names = (table.split(".")[1], *_MORE.get(table, ()))
        files = [path for folder in folders for name in names if (path := folder / f"{name}.parquet").exists()]
        inputs = _inputs_hash(files, settings, schema)
        exported = settings.tables / f"{table.replace('.', '/')}.parquet"
        if before.get(table) == inputs and exported.exists():
            continue
        if files:
            con.execute(f"create or replace table {table} as from read_parquet(?)", [[str(path) for path in files]])
        else:
            write_table(con, table, pl.DataFrame(schema=dict(schema)))
        if len(files) == 1:
            _put(files[0], exported)
        else:
            export_table(con, table, settings)
        con.execute("insert or replace into audit.staged_from values (?, ?)", [table, inputs])


def _put(file: Path, target: Path) -> None:
    """The table is this one file: give it a second name rather than write its rows again."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".parquet.writing")
    aside.unlink(missing_ok=True)
    try:
        aside.hardlink_to(file)
    except OSError:  # some disks know no second names
        shutil.copyfile(file, aside)
    aside.replace(target)


def load_accounts(
    con: duckdb.DuckDBPyConnection, settings: Settings, records: list[dict[str, Any]], warned: list[dict[str, Any]]
) -> None:
    """Write audit.records (one line per staged file) and audit.warnings (one per range that does not hold)."""
    for table, rows, schema in (("audit.records", records, RECORDS), ("audit.warnings", warned, WARNINGS)):
        write_table(con, table, pl.DataFrame(rows, schema=schema))
        export_table(con, table, settings)


def _inputs_hash(files: list[Path], settings: Settings, schema: Mapping[str, Any]) -> str:
    """Folders are named by what they were made from: their names, in order, say what a table holds."""
    names = [str(path.relative_to(settings.staged)) for path in files]
    columns = [f"{name} {dtype}" for name, dtype in schema.items()]
    return hashlib.sha256("\n".join([*names, *columns]).encode()).hexdigest()
