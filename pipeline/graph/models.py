"""A model is one SELECT in sql/<schema>/<table>.sql: what a row is, what identifies it, and what it reads."""

from dataclasses import dataclass
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, TokenError

from pipeline.errors import Fault
from pipeline.settings import SQL

CHECKS = "checks"


@dataclass(frozen=True)
class Query:
    """One SQL file.

    name      "marts.complaints", or "checks.<rule>"
    place     the file as a person would look for it: "sql/marts/complaints.sql"
    says      the first comment line: what a row is, or the rule a check keeps
    key       columns that identify a row (empty for a check); those in `may_be_null` may be null
    reads     tables it reads, as schema.table, in order of name
    """

    name: str
    place: str
    says: str
    key: tuple[str, ...]
    may_be_null: frozenset[str]
    sql: str
    tree: exp.Query
    reads: tuple[str, ...]


def load(folder: Path = SQL) -> dict[str, Query]:
    """Every model below `folder`, by table name. Fault where a file is not one SELECT with a grain and a key."""
    models = {}
    for path in sorted(folder.glob("*/*.sql")):
        if path.parent.name != CHECKS:
            model = _read(path)
            if not model.key:
                raise Fault(model.place, "does not say its key", "Add a comment line on top: `-- key: column, column`.")
            models[model.name] = model
    return models


def load_checks(folder: Path = SQL) -> list[Query]:
    """The rules in sql/checks: queries that must give no rows."""
    return [_read(path) for path in sorted((folder / CHECKS).glob("*.sql"))]


def _read(path: Path) -> Query:
    place = "/".join(path.parts[-3:])
    text = path.read_text("utf8")
    says, key = _header(text)
    if not says:
        raise Fault(place, "does not say what one row is", "Begin the file with a comment line that says it.")
    tree = _parse(text, place)
    return Query(
        name=f"{path.parent.name}.{path.stem}",
        place=place,
        says=says,
        key=tuple(column.rstrip("?") for column in key),
        may_be_null=frozenset(column[:-1] for column in key if column.endswith("?")),
        sql=text.strip().rstrip(";"),
        tree=tree,
        reads=_reads(tree, place),
    )


def _header(text: str) -> tuple[str, list[str]]:
    """The first comment line and the columns of the `-- key:` line of the comment on top of a file."""
    says, key = "", []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line.lstrip("- ").strip()
        if words.startswith("key:"):
            key = [column.strip() for column in words.removeprefix("key:").split(",") if column.strip()]
        says = says or words
    return says, key


def _parse(text: str, place: str) -> exp.Query:
    try:
        statements = [
            tree for tree in sqlglot.parse(text, dialect="duckdb") if tree and not isinstance(tree, exp.Semicolon)
        ]
    except (ParseError, TokenError) as error:
        first = (getattr(error, "errors", None) or [{}])[0]
        at = f", line {first['line']}" if first.get("line") else ""
        raise Fault(f"{place}{at}", first.get("description", "this is not SQL"), "Put the SELECT right.") from None
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise Fault(place, "is not one SELECT", "A file holds exactly one query; its name is the table's name.")
    return statements[0]


def _reads(tree: exp.Query, place: str) -> tuple[str, ...]:
    """The tables a query reads; names without a schema must be its own CTEs."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    reads = set()
    for table in tree.find_all(exp.Table):
        if table.db:
            reads.add(f"{table.db}.{table.name}")
        elif table.name and table.name not in own:
            raise Fault(place, f"reads '{table.name}', which it does not define", "Write tables as schema.table.")
    return tuple(sorted(reads))
