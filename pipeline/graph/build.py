"""Builds the tables of a schema in order, only those that changed; the key of each is checked before it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.graph.ledger import Ledger
from pipeline.graph.models import Query, load
from pipeline.graph.order import ordered
from pipeline.progress import track
from pipeline.settings import SQL, Settings

# Errors that speak of the SQL alone. The text of others may quote a value of a record, so it is not shown.
OF_THE_SQL = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException)


@dataclass(frozen=True)
class PythonModel:
    """A table that Python makes between SQL models.

    reads   tables it reads, as schema.table
    make    creates or replaces the table on the connection it is given
    key     changes when the code or anything typed by people that `make` reads changes: see `digest`
    """

    name: str
    reads: tuple[str, ...]
    make: Callable[[duckdb.DuckDBPyConnection], None]
    key: str
    place: str


@dataclass(frozen=True)
class BuildResult:
    """Tables made anew and tables that stood as they were, each in the order of the graph."""

    built: tuple[str, ...]
    unchanged: tuple[str, ...]


def build(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    schemas: Sequence[str],
    python_models: Sequence[PythonModel] = (),
    folder: Path = SQL,
) -> BuildResult:
    """Bring every model of `schemas` up to date and write the changed ones as Parquet when all have been made.

    A model is made again when its SQL, a model above it or the content of a table it reads has changed. Tables
    whose model is gone are dropped. Use it inside `warehouse.building`: then a Fault leaves the old database whole.
    """
    models = load(folder)
    mine = {name: model for name, model in models.items() if name.split(".")[0] in schemas}
    nodes: dict[str, Query | PythonModel] = {**mine, **{model.name: model for model in python_models}}
    ledger = Ledger(con, made=[*models, *nodes])
    built, unchanged = [], []
    for node in track(ordered(nodes), "Building " + " and ".join(schemas), len(nodes)):
        key = ledger.key_for(_own(node), node.reads, node.place)
        if ledger.holds(node.name, key) and _exists(con, node.name):
            unchanged.append(node.name)
            continue
        _make(con, settings, node)
        ledger.note(node.name, key)
        built.append(node.name)
    _drop_the_gone(ledger, settings, schemas, set(nodes))
    for name in nodes:
        if name in built or not warehouse.parquet(name, settings).exists():
            warehouse.export_table(con, name, settings)
    return BuildResult(tuple(built), tuple(unchanged))


def _own(node: Query | PythonModel) -> str:
    return node.sql if isinstance(node, Query) else node.key


def _make(con: duckdb.DuckDBPyConnection, settings: Settings, node: Query | PythonModel) -> None:
    if isinstance(node, PythonModel):
        node.make(con)
        return
    try:
        con.execute(f"create or replace table {node.name} as\n{node.sql}")
        keep_failing_rows(con, settings, node.name, repeated(node), Fault(node.place, *_not_a_key(node)))
    except OF_THE_SQL as error:
        raise Fault(node.place, str(error).splitlines()[0], "Put the SELECT right.") from None
    except duckdb.Error as error:
        said = f"stopped while it ran ({type(error).__name__})"
        raise Fault(node.place, said, f"Try its SELECT in a DuckDB shell on {settings.database.name}.") from None


def _not_a_key(model: Query) -> tuple[str, str]:
    return f"({', '.join(model.key)}) does not identify its rows", "Correct the SELECT or its `-- key:` line."


def repeated(model: Query) -> str:
    """A query for the keys that stand more than once or are null where they must not be: no rows in a right table."""
    key = ", ".join(f'"{column}"' for column in model.key)
    missing = "".join(f' or "{column}" is null' for column in model.key if column not in model.may_be_null)
    return f"select {key}, count(*) as n from {model.name} group by {key} having count(*) > 1{missing} order by all"


def keep_failing_rows(con: duckdb.DuckDBPyConnection, settings: Settings, name: str, query: str, fault: Fault) -> None:
    """Run a query that must give no rows; where it gives some, keep them in derived/failed and raise the Fault.

    The count of rows and the file they are in are added to the Fault; their values stay in the file.
    """
    target = settings.derived / "failed" / f"{name}.csv"
    target.unlink(missing_ok=True)
    row = con.execute(f"select count(*) from (\n{query}\n)").fetchone()
    if not row or not row[0]:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    con.sql(query).write_csv(str(target), header=True)
    raise Fault(
        fault.place,
        f"{fault.found}: {row[0]} rows",
        f"They are in {settings.derived.name}/failed/{target.name}. {fault.do}".rstrip(),
    )


def _exists(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    schema, table = name.split(".")
    found = con.execute(
        "select 1 from information_schema.tables where table_schema = ? and table_name = ?", [schema, table]
    )
    return found.fetchone() is not None


def _drop_the_gone(ledger: Ledger, settings: Settings, schemas: Sequence[str], present: set[str]) -> None:
    """Drop tables of these schemas that a model made once and none makes now."""
    for name in sorted(set(ledger.keys) - present):
        if name.split(".")[0] in schemas:
            ledger.con.execute(f"drop table if exists {name}")
            warehouse.parquet(name, settings).unlink(missing_ok=True)
            ledger.forget(name)
