"""`article3 diff A B`: inputs, definitions, models, rows and numbers that differ between two builds. For the desk."""

import json
from pathlib import Path
from typing import Any

import yaml

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.settings import Settings

SHOWN = 20
_PARTS = ("value", "ratio", "n", "numerator", "denominator", "verdict", "is_suppressed")


def run(before: Path, after: Path) -> str:
    """Lines under four headings; "Nothing differs." where nothing does.

    before, after  derived folders of two builds. Fault where one holds no finished build.
    """
    old, new = _build(before), _build(after)
    lines: list[str] = []
    for heading in ("inputs", "definitions", "models", "rows", "numbers"):
        changes = _changes(old[heading], new[heading])
        if changes:
            more = [f"  … and {len(changes) - SHOWN:,} more"] if len(changes) > SHOWN else []
            lines += [f"{heading.capitalize()}: {len(changes):,} differ", *changes[:SHOWN], *more]
    return "\n".join(lines) or "Nothing differs."


def _build(folder: Path) -> dict[str, dict[str, Any]]:
    settings = Settings(derived=folder)
    numbers = folder / "measures.json"
    if not numbers.exists():
        raise Fault(folder.name, "holds no finished build", "Give two derived folders, each after `article3 run`.")
    with warehouse.reading(settings) as con:
        files = con.execute("select delivery || '/' || path, sha256 from audit.files order by all").fetchall()
        tables = con.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema <> 'audit' order by 1"
        ).fetchall()
        rows = {table: con.execute(f"select count(*) from {table}").fetchall()[0][0] for (table,) in tables}
        models = _models(con)
    named = json.loads(numbers.read_text("utf8"))
    values = {name: {part: entry[part] for part in _PARTS if part in entry} for name, entry in named.items()}
    inputs = {path: digest and digest[:12] for path, digest in files}
    said = _definitions(folder / "definitions.yml")
    return {"inputs": inputs, "definitions": said, "models": models, "rows": rows, "numbers": values}


def _definitions(path: Path) -> dict[str, str]:
    """What each number counts, by its name: words, table and condition of both sides, and clocks."""
    measures: dict[str, Any] = yaml.safe_load(path.read_text("utf8")) if path.exists() else {}
    return {
        f"{name}.{basis}": ", divided by ".join(
            f"{side['is']} ({side['table']} where {side['where']})"
            for part in ("numerator", "denominator")
            if (side := said.get(part))
        )
        + f"; by the year {' or '.join(said['clocks'])}"
        for name, measure in measures.items()
        for basis, said in measure["bases"].items()
    }


def _models(con: Any) -> dict[str, Any]:
    """The hash each model was built with; none in a database that no models were built in."""
    there = con.execute(
        "select count(*) from information_schema.tables where table_schema = 'audit' and table_name = 'builds'"
    ).fetchall()[0][0]
    if not there:
        return {}
    built = con.execute("select table_name, build_key from audit.builds order by all").fetchall()
    return {name: key[:12] for name, key in built}


def differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The names whose entry is not the same in both, or that only one has, in order."""
    return [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]


def _changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """One line for each name whose entry is not the same, in order of name."""
    return [f"  {name}: {_said(old, name)} -> {_said(new, name)}" for name in differing(old, new)]


def _said(entries: dict[str, Any], name: str) -> str:
    if name not in entries:
        return "not there"
    entry = entries[name]
    if not isinstance(entry, dict):
        return f"{entry:,}" if isinstance(entry, int) else str(entry)
    written = {part: f"{value:.4g}" if isinstance(value, float) else value for part, value in entry.items()}
    return ", ".join(f"{part} {value}" for part, value in written.items())
