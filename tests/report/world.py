"""A small invented run for the report alone: it stands in for the stages before it. The rows are in world.sql."""

import json
import shutil
from pathlib import Path

import duckdb

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
    (settings.derived / "measures.json").write_text(json.dumps(_numbers(con), sort_keys=True, default=str), "utf8")
    con.close()
    (settings.derived / "checks").mkdir()
    (settings.derived / "checks" / "staged.requests.json").write_text(json.dumps(CHECKS), "utf8")
    return settings


def _numbers(con: duckdb.DuckDBPyConnection) -> dict[str, dict]:
    """Every rate, count and comparison by its name, as in measures.json."""
    parts = {
        "rates": "measure || '.' || basis || '.' || country",
        "counts": "measure || '.' || unit || '.' || country",
        "comparisons": "measure || '.' || unit || '.' || country_a || '_' || country_b",
    }
    numbers = {}
    for prefix, span in (("", "coalesce(year::varchar, 'all')"), ("window_", '"window"')):
        for table, start in parts.items():
            if (prefix, table) == ("", "comparisons"):
                continue
            name = f"{start} || '.' || instrument || '.' || {span} || '.' || year_basis"
            for row in con.sql(f"select {name} as name, * from measures.{prefix}{table}").pl().to_dicts():
                numbers[row.pop("name")] = row
    return numbers
