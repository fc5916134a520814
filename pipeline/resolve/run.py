"""The resolve stage: duplicates merged by reference in SQL, people tied together in between by `people.link`."""

from pathlib import Path

import duckdb

from pipeline import graph
from pipeline.resolve import people
from pipeline.settings import Settings

LINKS = graph.PythonModel(
    name="resolved.links",
    reads=("resolved.person_records",),
    make=people.link,
    key=graph.digest(Path(people.__file__).read_text("utf8")),
    place="pipeline/resolve/people.py",
)


def run(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Bring resolved.* up to date from staged.*; returns the closing line.

    Fault where a staged table is missing or a key is no key.
    """
    graph.build(con, settings, ["resolved"], [LINKS])
    requests, complaints, messages, persons = (
        _count(con, f"resolved.{table}") for table in ("requests", "complaints", "messages", "people")
    )
    return (
        f"{requests:,} requests, {complaints:,} complaints and {messages:,} messages resolved from "
        f"{_count(con, 'resolved.members'):,} records; {persons:,} people named in them"
    )


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from {table}").fetchone()
    return row[0] if row else 0
