"""What an expectation has to look at: each different value of its columns once, however many rows hold it.

Five million rows are a few hundred different countries and days. So the values are gathered in SQL, judged by Great
Expectations, and the rows that hold a failing value are counted and named in SQL again: exact, and small in memory.
"""

from dataclasses import dataclass
from typing import Any

import duckdb

NUMBER = "_nth"  # the column of the evidence that says which of its rows failed

_UNIQUE = "expect_column_values_to_be_unique"
_NOT_NULL = "expect_column_values_to_not_be_null"


@dataclass(frozen=True)
class Evidence:
    """Rows to judge, and the condition that ties a row `t` of the table to the row `e` of the evidence it shares.

    values  a SELECT of the columns an expectation names, as few rows as show whether it holds
    """

    columns: tuple[str, ...]
    values: str
    match: str


def columns_of(expectation: dict[str, Any]) -> tuple[str, ...]:
    """The columns an expectation is about, in the order it names them."""
    kwargs = expectation["kwargs"]
    return tuple(kwargs[k] for k in ("column", "column_A", "column_B") if k in kwargs)


def evidence_for(expectation: dict[str, Any], table: str) -> Evidence:
    """For a unique column the rows whose value is there twice; for a filled one a value and a gap; else all values."""
    columns = columns_of(expectation)
    first, listed = f'"{columns[0]}"', ", ".join(f'"{column}"' for column in columns)
    if expectation["type"] == _UNIQUE:
        twice = f"select {first} from {table} group by {first} having count(*) > 1"
        values = f"select {first} from {table} where {first} in ({twice})"
        return Evidence(columns, values, f"t.{first} = e.{first}")
    if expectation["type"] == _NOT_NULL:
        values = f"select min({first}) as {first} from {table} group by {first} is null"
        return Evidence(columns, values, f"(t.{first} is null) = (e.{first} is null)")
    match = " and ".join(f't."{column}" is not distinct from e."{column}"' for column in columns)
    return Evidence(columns, f"select distinct {listed} from {table}", match)


def gather(con: duckdb.DuckDBPyConnection, evidence: Evidence) -> Any:
    """The evidence as a pandas frame made from Arrow, each row with its number; dates as datetime64."""
    numbered = f"select row_number() over () as {NUMBER}, * from ({evidence.values} order by all)"
    con.execute(f"create or replace temp table _evidence as {numbered}")
    return con.sql("select * from _evidence").df()


def failing(
    con: duckdb.DuckDBPyConnection, table: str, evidence: Evidence, row_id: str, numbers: list[int], shown: int
) -> tuple[int, list[str]]:
    """How many rows of the table share the evidence with these numbers, and the ids of the first of them."""
    if not numbers:
        return 0, []
    of_these = f"select * from _evidence where {NUMBER} in (select unnest(?))"
    query = (
        f'select count(*), arg_min(cast(t."{row_id}" as varchar), t.rowid, {shown}) from {table} as t '
        f"where exists (select 1 from ({of_these}) as e where {evidence.match})"
    )
    row = con.execute(query, [numbers]).fetchone()
    return (row[0], row[1] or []) if row else (0, [])
