"""The check stage: which suites are due, where their results go, and how a failing row is named."""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from pipeline.check.evidence import evidence_for, failing, gather
from pipeline.settings import Settings

SUITES = Path(__file__).parent / "suites"
CODE = tuple(sorted(Path(__file__).parent.glob("*.py")))
SHOWN = 20  # failing rows named on the page; the count is always told


def run(settings: Settings, con: duckdb.DuckDBPyConnection, folder_of_suites: Path = SUITES) -> str:
    """Validate every suite whose table changed since its last result; write derived/checks/<table>.json for each.

    A failed expectation is a finding for the data-quality page, not a reason to stop.
    Great Expectations is imported only where something is due, because that alone takes up to 10 s.
    """
    folder = settings.derived / "checks"
    folder.mkdir(parents=True, exist_ok=True)
    suites = {path.stem: json.loads(path.read_text("utf8")) for path in sorted(folder_of_suites.glob("*.json"))}
    due = {}
    for table, suite in suites.items():
        key = _key(con, table, suite)
        if _result(folder / f"{table}.json").get("key") != key:
            due[table] = key
    if due:
        from pipeline.check.validate import Validator

        validator = Validator()
        for table, key in due.items():
            suite = suites[table]
            results = [_judged(con, table, suite, expectation, validator) for expectation in suite["expectations"]]
            _write(folder / f"{table}.json", _told(table, key, suite, results))
    for stale in set(folder.iterdir()) - {folder / f"{table}.json" for table in suites}:
        stale.unlink()
    return _closing([_result(folder / f"{table}.json") for table in suites], len(due))


def _key(con: duckdb.DuckDBPyConnection, table: str, suite: dict[str, Any]) -> str:
    """Changes with the rows of the table, the suite and this stage's code; the order of rows does not matter."""
    rows = con.execute(f"select count(*), bit_xor(hash(t)), sum(hash(t)) from {table} as t").fetchone()
    digest = hashlib.sha256(repr((rows, suite)).encode())
    for path in CODE:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _judged(
    con: duckdb.DuckDBPyConnection, table: str, suite: dict[str, Any], expectation: dict[str, Any], validator: Any
) -> dict[str, Any]:
    """One expectation as the report reads it, failing rows by file and place (staged) or by row id (marts)."""
    evidence = evidence_for(expectation, table)
    numbers = validator.failing(gather(con, evidence), expectation)
    count, ids = failing(con, table, evidence, suite["row_id"], numbers, SHOWN)
    return {
        "expectation": expectation["type"],
        "column": ", ".join(evidence.columns),
        "rule": expectation["meta"]["rule"],
        "success": not count,
        "unexpected_count": count,
        "failing": _places(con, table, suite["row_id"], ids),
    }


def _told(table: str, key: str, suite: dict[str, Any], results: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "suite": suite["name"],
        "table": table,
        "key": key,
        "success": all(result["success"] for result in results),
        "results": results,
    }


def _places(con: duckdb.DuckDBPyConnection, table: str, row_id: str, ids: list[str]) -> list[str]:
    if not ids or not table.startswith("staged."):
        return ids
    found = con.execute(
        f"select {row_id}, delivery || '/' || source_file || ', ' || source_locator from {table} "
        f"where {row_id} in (select unnest(?))",
        [ids],
    ).fetchall()
    places = dict(found)
    return [places[i] for i in ids]


def _result(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text("utf8")) if path.exists() else {}


def _write(path: Path, result: dict[str, Any]) -> None:
    aside = path.with_suffix(".writing")
    aside.write_text(json.dumps(result, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf8")
    aside.rename(path)


def _closing(results: list[dict[str, Any]], due: int) -> str:
    held = [r["success"] for result in results for r in result["results"]]
    failed = held.count(False)
    said = "all hold" if not failed else f"{failed} do not hold: see the data-quality page"
    return f"{len(held)} expectations on {len(results)} tables, {said} ({due} tables checked anew)."
