"""A small invented run for the report alone: it stands in for the stages before it. The rows are in world.sql."""

import json
import shutil
from pathlib import Path

import duckdb

from pipeline import warehouse
from pipeline.measure import naming
from pipeline.settings import Settings
from tests.measure.world import put_empty

SQL = Path(__file__).with_suffix(".sql")
METHODS = SQL.with_name("world_methods.sql")
COMPARISONS = "headline: {country: RUS, comparator: TUR, instrument: WANTED, year: 2024, window: decade_10}\n"
CHECKS = {
    "suite": "staged_requests",
    "table": "staged.requests",
    "success": False,
    "results": [
        {"rule": "a record stands once", "column": "record_id", "success": True, "unexpected_count": 0, "failing": []},
        {
            "rule": "a day is believable",
            "column": "requested_on",
            "success": False,
            "unexpected_count": 2,
            "failing": ["demo/requests.csv, line 5", "demo/letters/Another Person.eml, message"],
        },
    ],
}


def build(
    folder: Path,
    ahead: str = "RUS",
    passed: int = 90,
    overturned: int = 50,
    nature: str = "invented",
    empty: bool = False,
) -> Settings:
    """Write article3.duckdb, measures.json, a check result and hand files; give the settings that read them.

    ahead       the country with three times the complaints of the other
    passed      share of requests that pass, in per cent
    overturned  about the share of complaints decided on the merits that is overturned, in per cent
    empty       no request and no complaint at all, as where only lists or documents were delivered
    """
    own = Settings()
    settings = Settings(derived=folder / "derived", hand=folder / "hand")
    settings.derived.mkdir(parents=True)
    settings.hand.mkdir()
    (settings.hand / "comparisons.yml").write_text(COMPARISONS, "utf8")
    shutil.copyfile(own.hand / "definitions.yml", settings.hand / "definitions.yml")
    behind = "TUR" if ahead == "RUS" else "RUS"
    words = {"ahead": ahead, "behind": behind, "passed": passed, "overturned": overturned, "nature": nature}
    con = duckdb.connect(str(settings.database))
    con.execute(SQL.read_text("utf8").format(**words, empty=empty, published=own.published))
    if not empty:
        con.execute(METHODS.read_text("utf8"))
    put_empty(con, ("marts", "measures"))
    _name(con)
    (settings.derived / "measures.json").write_text(json.dumps(_numbers(con), sort_keys=True, default=str), "utf8")
    con.close()
    (settings.derived / "checks").mkdir()
    (settings.derived / "checks" / "staged.requests.json").write_text(json.dumps(CHECKS), "utf8")
    return settings


def _name(con: duckdb.DuckDBPyConnection) -> None:
    """Give each table of measures the names of its numbers, as the stage does."""
    for table in naming.PARTS:
        kept = con.sql(
            f"select * exclude (number) from measures.{table}"
            if _has_names(con, table)
            else f"select * from measures.{table}"
        ).pl()
        warehouse.write_table(con, f"measures.{table}", naming.numbered(table, kept))


def _has_names(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    return naming.COLUMN in con.sql(f"select * from measures.{table} limit 0").columns


def _numbers(con: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """Every rate, count and comparison by its name, as in measures.json."""
    numbers = {}
    for table in ("rates", "counts", "window_rates", "window_counts", "window_comparisons"):
        for row in con.sql(f"select * from measures.{table}").pl().to_dicts():
            numbers[row.pop("number")] = row
    return numbers
