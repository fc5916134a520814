"""One hash of everything a page is made of: the finished tables, the numbers, and the code and words of the report."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import duckdb

from pipeline.settings import Settings

SCHEMAS = ("raw", "marts", "measures", "audit")
NOT_RESULTS = ("audit.runs", "audit.builds")  # they tell of the run, not of the data
PARTS = ("altair", "vl-convert-python", "nbconvert", "jinja2", "polars", "duckdb")


def of_data(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Changes with the rows of the tables that pages read and with measures.json; a million wide rows take 0.3 s."""
    tables = con.execute(
        "select table_schema || '.' || table_name from information_schema.tables "
        "where list_contains(?, table_schema) order by 1",
        [list(SCHEMAS)],
    ).fetchall()
    digest = hashlib.sha256((settings.derived / "measures.json").read_bytes())
    for (table,) in tables:
        if table not in NOT_RESULTS:
            columns = con.execute(f"describe {table}").fetchall()
            rows = con.execute(f"select count(*), sum(hash(_row)::hugeint) from {table} as _row").fetchone()
            digest.update(repr((table, [column[:2] for column in columns], rows)).encode())
    return digest.hexdigest()


def of_files(paths: Iterable[Path]) -> str:
    """Changes with the content of these files and with the versions of what draws and writes."""
    digest = hashlib.sha256(repr([(part, version(part)) for part in PARTS]).encode())
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
