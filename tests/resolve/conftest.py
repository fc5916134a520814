"""Staged rows in, the whole of `resolved` and `marts` out, in a database that is thrown away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline import warehouse
from pipeline.graph import PythonModel
from pipeline.graph.models import Query, load
from pipeline.graph.order import ordered
from pipeline.resolve.run import linkage
from pipeline.schemas import RECORDS, STAGED
from pipeline.settings import Settings

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

MODELS = load()
LINKAGE = {model.name: model for model in linkage(Settings())}
NODES: dict[str, Query | PythonModel] = {**MODELS, **LINKAGE}
ORDER = [node for node in ordered(NODES) if node.name.startswith(("resolved.", "marts."))]


def _staged(table: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows with only the columns that matter. A date is given as its text; its day follows where the text has one."""
    full = []
    for number, row in enumerate(rows):
        filled = {"record_id": f"{table}-{number}", **row, "as_of": _day(row.get("as_of"))}
        for column, text in row.items():
            if column.endswith("_on_text"):
                filled[column.removesuffix("_text")] = _day(text)
        full.append({column: filled.get(column) for column in STAGED[table]})
    return pl.DataFrame(full, schema=STAGED[table])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and len(text) == len("2020-01-01") else None


def _needed(wanted: Sequence[str]) -> set[str]:
    """These tables and all that they are made from."""
    found, ahead = set(), [*wanted]
    while ahead:
        name = ahead.pop()
        if name in NODES and name not in found:
            found.add(name)
            ahead += NODES[name].reads
    return found


def _build(
    rows: Rows, windows: Sequence[tuple[str, int, int]] = (), wanted: Sequence[str] = ()
) -> duckdb.DuckDBPyConnection:
    con = warehouse.connect()
    for schema in warehouse.SCHEMAS:
        con.execute(f"create schema {schema}")
    for table in STAGED:
        warehouse.write_table(con, f"staged.{table}", _staged(table, rows.get(table, ())))
    warehouse.write_table(con, "audit.records", pl.DataFrame(schema=RECORDS))
    con.execute('create table raw.windows ("window" varchar, first_year int, last_year int, means varchar)')
    for window in windows:
        con.execute("insert into raw.windows values (?, ?, ?, '')", window)
    con.execute("create table raw.policy_events (event_id varchar, event_on date)")
    needed = _needed(wanted or [*NODES])
    for node in ORDER:
        if node.name not in needed:
            continue
        if isinstance(node, PythonModel):
            node.make(con)
        else:
            con.execute(f"create table {node.name} as {MODELS[node.name].sql}")
    return con


@pytest.fixture(scope="session")
def build():
    """`build({"requests": [{…}]}, windows, wanted)`: a connection with these rows resolved and modelled.

    wanted  the tables that are looked at, where not all have to be made
    """
    return _build
