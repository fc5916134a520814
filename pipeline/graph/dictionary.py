"""The data dictionary: every table and column in words, from the files beside the models."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.graph.described import descriptions
from pipeline.graph.lineage import ColumnName, column_sources
from pipeline.graph.models import load
from pipeline.graph.types import column_types
from pipeline.settings import SQL

SCHEMAS = ("raw", "staged", "resolved", "marts", "measures", "audit")


@dataclass(frozen=True)
class ColumnEntry:
    """One column: its type in DuckDB, what it is, its privacy class and the columns it is made of, one step back."""

    name: str
    type: str
    means: str
    privacy: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class TableEntry:
    """One table: what a row is, what identifies it, what makes it, and its columns in order."""

    table: str
    says: str
    key: tuple[str, ...]
    made_by: str
    columns: tuple[ColumnEntry, ...]


def dictionary(folder: Path = SQL) -> list[TableEntry]:
    """Every described table, in the order of the flow and then of name."""
    models, types = load(folder), column_types(folder)
    entries = []
    for table, said in sorted(descriptions(folder).items(), key=lambda item: _place_in_flow(item[0])):
        model = models.get(table)
        sources = column_sources(model, types) if model else {}
        columns = tuple(
            ColumnEntry(
                name, type_, said.columns[name].means, said.columns[name].privacy, _names(sources.get(name, ()))
            )
            for name, type_ in types[table].items()
            if name in said.columns
        )
        says, key, made_by = (model.says, model.key, model.place) if model else (said.says, (), said.made_by)
        entries.append(TableEntry(table, says, key, made_by, columns))
    return entries


def _place_in_flow(table: str) -> tuple[int, str]:
    schema = table.split(".")[0]
    return (SCHEMAS.index(schema) if schema in SCHEMAS else len(SCHEMAS), table)


def _names(sources: Iterable[ColumnName]) -> tuple[str, ...]:
    return tuple(f"{source.table}.{source.column}" for source in sources)


def markdown(entries: Iterable[TableEntry]) -> str:
    """The dictionary as a page."""
    lines = ["# Data dictionary", "", "Written by `make docs` from the files beside the models in `sql/`; do not edit."]
    for entry in entries:
        key = f" Key: {', '.join(f'`{column}`' for column in entry.key)}." if entry.key else ""
        lines += ["", f"## {entry.table}", f"{entry.says.rstrip('.')}. Made by `{entry.made_by}`.{key}", ""]
        lines += ["| column | type | what it is | privacy | made of |", "| --- | --- | --- | --- | --- |"]
        for column in entry.columns:
            made_of = ", ".join(f"`{source}`" for source in column.sources)
            lines.append(f"| `{column.name}` | {column.type} | {column.means} | {column.privacy} | {made_of} |")
    return "\n".join(lines) + "\n"
