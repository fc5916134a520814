"""Where a column comes from: its values followed back through the models to what was staged."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sqlglot import exp, lineage
from sqlglot.errors import SqlglotError

from pipeline.errors import Fault
from pipeline.graph.described import Description, descriptions
from pipeline.graph.models import Query, load
from pipeline.graph.types import Types, column_types
from pipeline.settings import SQL


@dataclass(frozen=True, order=True)
class ColumnName:
    """A column of a table, as in marts.complaints.outcome."""

    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


def column_sources(model: Query, types: Types) -> dict[str, list[ColumnName]]:
    """For each column of a model, the columns of the tables it reads whose values go into it, in order of name.

    A column that only filters or joins is not among them; a count of rows has none.
    """
    schema: dict[str, dict[str, dict[str, str]]] = {}
    for table in model.reads:
        database, name = table.split(".")
        schema.setdefault(database, {})[name] = types[table]
    try:
        found = lineage.lineage(None, model.tree, schema=schema, dialect="duckdb", trim_selects=False)
    except SqlglotError as error:
        raise Fault(model.place, f"its columns cannot be followed: {error}", "Name every column it selects.") from None
    return {column: sorted(set(_ends(node))) for column, node in found.items()}


def _ends(node: lineage.Node) -> Iterator[ColumnName]:
    """The columns of tables at the ends of what sqlglot found for one column."""
    for step in node.walk():
        table = step.expression
        if isinstance(table, exp.Table) and table.db:
            yield ColumnName(f"{table.db}.{table.name}", step.name.split(".")[-1].strip('"'))


def explain(wanted: str, folder: Path = SQL) -> str:
    """The chain of columns behind `schema.table.column`, as an indented list that ends where Python begins.

    Fault where the words name no column that is known.
    """
    models, said, types = load(folder), descriptions(folder), column_types(folder)
    start = _find(wanted, types)
    sources: dict[str, dict[str, list[ColumnName]]] = {}
    shown: set[ColumnName] = set()
    lines: list[str] = []

    def tell(column: ColumnName, depth: int) -> None:
        repeated = column in shown
        made_by = "see above" if repeated else _made_by(column.table, models, said)
        lines.append(f"{'   ' * depth}{column}  ({made_by})")
        if repeated or column.table not in models:
            return
        shown.add(column)
        if column.table not in sources:
            sources[column.table] = column_sources(models[column.table], types)
        for source in sources[column.table][column.column]:
            tell(source, depth + 1)

    tell(start, 0)
    return "\n".join(lines)


def _find(wanted: str, types: Types) -> ColumnName:
    table, _, column = wanted.rpartition(".")
    if table not in types:
        near = get_close_matches(table, types, n=3, cutoff=0.4) or sorted(types)[:3]
        raise Fault(wanted, "there is no such table", f"Name a column as schema.table.column, of {', '.join(near)} …")
    if column not in types[table]:
        raise Fault(wanted, f"{table} has no such column", f"It has {', '.join(types[table])}.")
    return ColumnName(table, column)


def _made_by(table: str, models: dict[str, Query], said: dict[str, Description]) -> str:
    if table in models:
        return models[table].place
    if table in said:
        reads = f", from {', '.join(said[table].reads)}" if said[table].reads else ""
        return f"made by {said[table].made_by}{reads}"
    return "made by pipeline/stage" if table.startswith("staged.") else "made by Python"
