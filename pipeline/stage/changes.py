"""What corrections did over all files, as audit.corrections; and that each entry found its rows."""

from typing import Any

import duckdb
import polars as pl

from pipeline.schemas import CORRECTIONS
from pipeline.settings import Settings
from pipeline.stage.accounts import Outcome
from pipeline.stage.corrections import Correction, DoesNotFit
from pipeline.warehouse import export_table, write_table


def load_changes(
    con: duckdb.DuckDBPyConnection, settings: Settings, corrections: tuple[Correction, ...], outcomes: list[Outcome]
) -> None:
    """Write audit.corrections: a line for each field of each row, by entry. DoesNotFit where an entry found no row."""
    by_key = {one.key: one for one in corrections}
    lines = [_line(change, outcome, by_key) for outcome in outcomes for change in _changes(outcome)]
    found = {line["entry"] for line in lines}
    for one in corrections:
        if one.number not in found:
            raise _lost(one, outcomes)
    lines.sort(key=lambda line: line["entry"])
    write_table(con, "audit.corrections", pl.DataFrame(lines, schema=CORRECTIONS))
    export_table(con, "audit.corrections", settings)


def _changes(outcome: Outcome) -> list[dict[str, Any]]:
    return outcome.staged.summary["changes"] if outcome.staged else []


def _line(change: dict[str, Any], outcome: Outcome, by_key: dict[str, Correction]) -> dict[str, Any]:
    one, source = by_key[change["entry"]], outcome.source
    said = {"entry": one.number, "reason": one.reason, "author": one.author}
    return {**change, **said, "delivery": source.delivery, "path": source.path}


def _lost(one: Correction, outcomes: list[Outcome]) -> DoesNotFit:
    """Why an entry found no row."""
    concerned = [outcome for outcome in outcomes if one.concerns(outcome.source)]
    unread = [outcome for outcome in concerned if outcome.staged is None]
    what = f"record {one.record_id}" if one.record_id else one.file
    if not concerned:
        return DoesNotFit(one.place, f"there is no file for {what}", "Correct `match`, or delete the entry.")
    if len(unread) == len(concerned):
        path = f"{unread[0].source.delivery}/{unread[0].source.path}"
        return DoesNotFit(one.place, f"{path} was not read: {unread[0].reason}", "Have it read first.")
    where = " and ".join(f"{key} {text}" for key, text in one.row.items())
    do = "Look in `audit.quarantine` and the file for where the row stands now; correct `match`, or delete the entry."
    return DoesNotFit(one.place, f"no row that was read fits {where}", do)
