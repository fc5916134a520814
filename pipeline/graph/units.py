"""Unit rows: the tests beside a model. Rows go in, the model runs in memory, the rows it must give are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.graph.described import Description, descriptions
from pipeline.graph.models import Query, load
from pipeline.graph.types import Types, column_types, create_empty
from pipeline.settings import SQL

Row = dict[str, Any]
TIMES = "_times"


@dataclass(frozen=True)
class UnitTest:
    """One test of one model: rows given (by table) and rows expected, each with only the columns that matter."""

    model: str
    name: str
    given: dict[str, list[Row]]
    expect: list[Row]
    place: str


def unit_tests(folder: Path = SQL) -> list[UnitTest]:
    """Every test of every description, in order of table."""
    return [_read(said, test) for said in descriptions(folder).values() for test in said.tests]


def differences(test: UnitTest, folder: Path = SQL) -> list[str]:
    """What the model gives and was not expected, and what was expected and is missing; empty where the test holds."""
    models, types = load(folder), column_types(folder)
    with warehouse.connect() as con:
        for schema in sorted({table.split(".")[0] for table in types}):
            con.execute(f"create schema if not exists {schema}")
        _fill(con, test, models[test.model], models, types)
        return _compare(con, test, types[test.model])


def _read(said: Description, test: Any) -> UnitTest:
    if not isinstance(test, dict) or set(test) != {"name", "given", "expect"}:
        raise Fault(said.place, "a test does not have just name, given and expect", "See sql/README.md.")
    return UnitTest(said.table, test["name"], test["given"], test["expect"], said.place)


def _fill(con: duckdb.DuckDBPyConnection, test: UnitTest, model: Query, models: dict[str, Query], types: Types) -> None:
    """Make the table of `model`, and before it what it reads.

    A table is made of the given rows, or by its own SELECT where rows are given further up, else it is empty.
    """
    above = _above(model, models)
    if strangers := sorted(set(test.given) - above):
        raise Fault(
            test.place, f"'{test.name}' gives {strangers[0]}, which {model.name} does not read", "Leave it out."
        )
    made = set()

    def make(table: str) -> None:
        if table in made:
            return
        made.add(table)
        leads = table in models and table not in test.given and _above(models[table], models) & set(test.given)
        if table == model.name or leads:
            for upstream in models[table].reads:
                make(upstream)
            con.execute(f"create table {table} as\n{models[table].sql}")
        else:
            create_empty(con, table, types[table])
            _insert(con, test, table, test.given.get(table) or [], types[table])

    make(model.name)


def _above(model: Query, models: dict[str, Query]) -> set[str]:
    """Every table the model reads, and those these read."""
    found: set[str] = set()
    waiting = list(model.reads)
    while waiting:
        table = waiting.pop()
        if table not in found:
            found.add(table)
            waiting += models[table].reads if table in models else ()
    return found


def _insert(
    con: duckdb.DuckDBPyConnection, test: UnitTest, table: str, rows: Sequence[Row], types: dict[str, str]
) -> None:
    for row in rows:
        values = {name: value for name, value in row.items() if name != TIMES}
        if unknown := sorted(set(values) - set(types)):
            raise Fault(test.place, f"'{test.name}' gives {table}.{unknown[0]}, which is no column", "Correct it.")
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" for _ in values)
        if not values:
            names, marks = f'"{next(iter(types))}"', "null"
        con.execute(
            f"insert into {table} ({names}) select {marks} from range({int(row.get(TIMES, 1))})", list(values.values())
        )


def _compare(con: duckdb.DuckDBPyConnection, test: UnitTest, types: dict[str, str]) -> list[str]:
    compared = list(dict.fromkeys(name for row in test.expect for name in row if name != TIMES))
    listed = ", ".join(f'"{name}"' for name in compared) or "count(*)"
    create_empty(con, "expected", types)
    _insert(con, test, "expected", test.expect, types)
    if not compared:
        found = con.execute(f"select count(*) from {test.model}").fetchall()[0][0]
        return [f"{found} rows, none expected"] if found else []
    given, wanted = f"select {listed} from {test.model}", f"select {listed} from expected"
    sides = (("missing", f"{wanted} except all {given}"), ("not expected", f"{given} except all {wanted}"))
    return [
        f"{said}: {dict(zip(compared, row, strict=True))}"
        for said, query in sides
        for row in con.execute(f"{query} order by all").fetchall()
    ]
