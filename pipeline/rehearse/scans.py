"""How well OCR read the planted scans: their fields, one by one, against what was planted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb


def reading(database: Path, truth: Path) -> list[str]:
    """A line for each scan: how many of its fields came back as they were planted, and which did not."""
    planted = json.loads(truth.read_text("utf8"))["scans"]
    with duckdb.connect(str(database), read_only=True) as con:
        return [line for path, said in planted.items() for line in _of_one(con, path, said)]


def messages_on_scans_alone(con: duckdb.DuckDBPyConnection, planted: dict[str, Any]) -> list[tuple[str | None, int]]:
    """(sender, year) of every message that no other file lists; none where nothing was planted on scans."""
    if not planted.get("scans"):
        return []
    sql = """
        select m.from_country, cast(year(m.sent_on) as integer) from resolved.messages as m
        inner join resolved.members as r on r.resolved_id = m.message_id and r.record_table = 'messages'
        inner join staged.messages as s on s.record_id = r.record_id
        group by m.message_id, m.from_country, m.sent_on having bool_and(list_contains(?, s.source_file))"""
    return con.execute(sql, [list(planted["scans"])]).fetchall()


def _of_one(con: duckdb.DuckDBPyConnection, path: str, said: dict[str, Any]) -> Iterator[str]:
    names = ", ".join(said)
    sql = f"select {names} from (select * replace (cast(sent_on as varchar) as sent_on) from staged.messages)"
    row = con.execute(f"{sql} where source_file = ?", [path]).fetchone()
    if row is None:
        yield f"{path}: not read"
        return
    wrong = [name for name, found in zip(said, row, strict=True) if found != said[name]]
    yield f"{path}: {len(said) - len(wrong)} of {len(said)} fields" + (f"; not {', '.join(wrong)}" if wrong else "")
