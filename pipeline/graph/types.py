"""The column types of every table, found by running the whole graph on empty tables in memory."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline import schemas, warehouse
from pipeline.errors import Fault
from pipeline.graph.described import Description, descriptions
from pipeline.graph.models import Query, load
from pipeline.graph.order import ordered
from pipeline.settings import SQL

Types = dict[str, dict[str, str]]  # table -> column -> DuckDB type, columns in order

_OF_POLARS = {
    pl.String: "VARCHAR",
    pl.Date: "DATE",
    pl.Boolean: "BOOLEAN",
    pl.Int64: "BIGINT",
    pl.Float64: "DOUBLE",
    schemas.LIST: "VARCHAR[]",
}
_FIXED: dict[str, Mapping[str, Any]] = {
    **{f"staged.{kind}": columns for kind, columns in schemas.STAGED.items()},
    **{f"staged.{name}": columns for name, columns in schemas.BESIDE.items()},
    "audit.quarantine": schemas.QUARANTINE,
    "audit.unmapped": schemas.UNMAPPED,
    "audit.excluded": schemas.EXCLUDED,
    "audit.records": schemas.RECORDS,
    "audit.corrections": schemas.CORRECTIONS,
}


@cache
def column_types(folder: Path = SQL) -> Types:
    """Types of the tables Python makes (from pipeline/schemas.py or their description) and of every model."""
    models, said = load(folder), descriptions(folder)
    types = {table: _types_of(columns) for table, columns in _FIXED.items()}
    types |= {table: _described(d) for table, d in said.items() if table not in models and table not in types}
    with warehouse.connect() as con:
        for schema in sorted({table.split(".")[0] for table in [*types, *models]}):
            con.execute(f"create schema if not exists {schema}")
        for table, columns in types.items():
            create_empty(con, table, columns)
        for model in ordered(models):
            types[model.name] = _run(con, model)
    return types


def create_empty(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    """An empty table with these columns."""
    listed = ", ".join(f'"{name}" {type_}' for name, type_ in columns.items())
    con.execute(f"create table {table} ({listed})")


def _types_of(columns: Mapping[str, Any]) -> dict[str, str]:
    return {name: _OF_POLARS[type_] for name, type_ in columns.items()}


def _described(said: Description) -> dict[str, str]:
    untyped = [name for name, column in said.columns.items() if column.type is None]
    if untyped:
        raise Fault(said.place, f"no type is given for {', '.join(untyped)}", "Add `type:`; no SQL file tells it.")
    return {name: str(column.type) for name, column in said.columns.items()}


def _run(con: duckdb.DuckDBPyConnection, model: Query) -> dict[str, str]:
    try:
        con.execute(f"create table {model.name} as\n{model.sql}")
    except duckdb.Error as error:
        raise Fault(model.place, str(error).splitlines()[0], "Put the SELECT right.") from None
    return {row[0]: row[1] for row in con.execute(f"describe {model.name}").fetchall()}
