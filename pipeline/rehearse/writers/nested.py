"""JSON with records inside records, and JSON Lines."""

import json
from pathlib import Path
from typing import Any

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.cells import headers


def write_json(path: Path, spec: dict, rows: list[Row]) -> None:
    """One object with the records in a list; a header such as `dates.received` is a record in the record."""
    document = {"about": "INVENTED DATA", "total": len(rows), "files": [_nested(_record(spec, row)) for row in rows]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf8")


def write_deep(path: Path, spec: dict, rows: list[Row]) -> None:
    """Records in a list three records down."""
    inner = {"office": "INVENTED", "pages": [{"number": 1, "entries": [_record(spec, row) for row in rows]}]}
    path.write_text(json.dumps({"export": {"by": inner}}, ensure_ascii=False) + "\n", "utf8")


def write_jsonl(path: Path, spec: dict, rows: list[Row]) -> None:
    """One record a line. A broken row breaks off in the middle."""
    lines = [json.dumps(_record(spec, row), ensure_ascii=False) for row in rows]
    cut = [line[: len(line) // 2] if row.is_broken else line for line, row in zip(lines, rows, strict=True)]
    path.write_text("".join(line + "\n" for line in cut), "utf8")


def _record(spec: dict, row: Row) -> dict[str, Any]:
    return {header: row.cells.get(field) for header, field in headers(spec).items()}


def _nested(record: dict[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for header, value in record.items():
        *outer, inner = header.split(".")
        place = nested
        for name in outer:
            place = place.setdefault(name, {})
        place[inner] = value
    return nested
