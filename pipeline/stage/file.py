"""One received file into staged Parquet: read in batches, typed, counted; put in place only when all of it is done."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.schemas import EXCLUDED, QUARANTINE
from pipeline.stage.columns import left_out
from pipeline.stage.expect import warnings
from pipeline.stage.kinds import KINDS
from pipeline.stage.mappings import NO_RECORDS, Task, Tools, mapping_for
from pipeline.stage.normalise import texts_of, typed, unmapped, with_texts
from pipeline.stage.source import Source
from pipeline.stage.together import Asked, Asking, Staging
from pipeline.stage.unpivoted import unpivoted, wide_columns
from pipeline.stage.writers import Writers

LOCATOR = "_locator"  # the column of a batch that says where each row stands in the file
SUMMARY = "summary.json"
DRAFTED = "staged by a draft that no person has reviewed"


@dataclass
class Account:
    """What a file has held so far: rows of all sorts, rows that came in batches, and what a person should know."""

    found: int = 0
    ordinal: int = 0
    notes: list[str] = field(default_factory=list)
    tables: list[tuple[Mapping, int]] = field(default_factory=list)
    unread: list[pl.DataFrame] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)


def stage_file(task: Task, tools: Tools, folder: Path) -> Staging:
    """Stage one file into `folder` and give its summary: `reason`, `records`, `kinds`, `warnings`, `changes`.

    Asks on the way what the texts of its rows say, see together.py.
    Fault where the file cannot be read or a column has no place; nothing of it is then left behind.
    """
    aside = folder.with_name(f"{folder.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        account = Account()
        with Writers(aside) as writers:
            for table in tools.open_tables(task.path, task.reader_options(tools.settings)):
                yield from _stage_table(task, tools, table, writers, account)
            _refuse_unrecognised(task.source, account)
            writers.write("unmapped", unmapped(task.source, account.unread))
        summary = _summary(task.source, aside, writers.rows, account)
        (aside / SUMMARY).write_text(json.dumps(summary, indent=1, sort_keys=True, ensure_ascii=False), "utf8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return summary


def _stage_table(task: Task, tools: Tools, table: Any, writers: Writers, account: Account) -> Asking:
    """All rows of one table: to their kind or to quarantine, or excluded where it holds no records."""
    found_before = account.found
    first, batches = _peeked(table)
    mapping = mapping_for(task, tools, table.name, table.columns, first.drop(LOCATOR))
    wide = wide_columns(table.columns, mapping)
    for given in batches:
        batch = unpivoted(given, wide, LOCATOR)
        if mapping.record == NO_RECORDS:
            why = mapping.one_row_is or "the table holds no records"
            writers.write("excluded", _excluded(task.source, [(at, why) for at in batch[LOCATOR]]))
        else:
            yield from _stage_batch(task, tools, batch, mapping, writers, account)
        if mapping.drafted:
            others = [name for name in table.columns if name not in wide]
            account.unread.append(_left_out(batch, left_out(others, mapping)))
        account.found += batch.height
        account.ordinal += batch.height
    writers.write("quarantine", _broken(task.source, [(row.locator, row.reason, row.raw) for row in table.broken]))
    writers.write("excluded", _excluded(task.source, [(row.locator, row.reason) for row in table.excluded]))
    account.found += len(table.broken) + len(table.excluded)
    account.notes += table.notes
    account.tables.append((mapping, account.found - found_before))


def _stage_batch(
    task: Task, tools: Tools, batch: pl.DataFrame, mapping: Mapping, writers: Writers, account: Account
) -> Asking:
    kind = KINDS[mapping.record]
    rows, at, first = batch.drop(LOCATOR), batch[LOCATOR], account.ordinal + 1
    read = typed(rows, at, kind, mapping, tools.words, task.source, first, task.corrections)
    told = (yield Asked(kind, read.stand)) if kind.from_text else texts_of(kind, read.stand, tools.words)
    done = with_texts(read, told, task.source)
    writers.write(kind.record, done.rows)
    writers.write("quarantine", done.quarantine)
    for name, rows in done.beside.items():
        writers.write(name, rows)
    account.unread.append(done.unmapped.select("field", "value", "n"))
    account.changes += done.changes


def _left_out(batch: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Columns that a draft knows no field for, with the number of cells filled, as lines for audit.unmapped."""
    return pl.DataFrame(
        {"field": ["(column)"] * len(columns), "value": columns, "n": [batch[name].count() for name in columns]},
        schema={"field": pl.String, "value": pl.String, "n": pl.Int64},
    )


def _peeked(table: Any) -> tuple[pl.DataFrame, Iterator[pl.DataFrame]]:
    """The first batch (empty where there is none), and all batches."""
    batches = iter(table.batches)
    first = next(batches, None)
    if first is None:
        return pl.DataFrame(schema=dict.fromkeys([*table.columns, LOCATOR], pl.String)), batches
    return first, chain([first], batches)


def _refuse_unrecognised(source: Source, account: Account) -> None:
    """Fault where drafts found no records in any table: such a file is not staged, however little it holds."""
    drafted = [mapping for mapping, _ in account.tables if mapping.drafted]
    if drafted and all(mapping.record == NO_RECORDS for mapping, _ in account.tables):
        do = "Say under `record` in SOURCE.yml what a row is, or `record: none` to leave the file out."
        raise Fault(f"{source.delivery}/{source.path}", f"no table in it was recognised: {drafted[0].one_row_is}", do)


def _summary(source: Source, folder: Path, written: dict[str, int], account: Account) -> dict[str, Any]:
    """The account of a file. Fault, and ours, where the rows found are not all in one of its Parquet files."""
    records = {
        "rows_found": account.found,
        "rows_staged": sum(written.get(record, 0) for record in KINDS),
        "rows_quarantined": written.get("quarantine", 0),
        "rows_excluded": written.get("excluded", 0),
    }
    if 2 * account.found != sum(records.values()):
        raise Fault(f"{source.delivery}/{source.path}", f"its rows do not add up: {records}", "The mistake is ours.")
    drafted = [DRAFTED] if any(mapping.drafted for mapping, _ in account.tables) else []
    return {
        "reason": "; ".join([*drafted, *dict.fromkeys(account.notes)]) or None,
        "records": records,
        "changes": account.changes,
        "kinds": {record: written[record] for record in KINDS if record in written},
        "warnings": [
            warning
            for mapping, rows in account.tables
            for warning in warnings(mapping.expect, [folder / f"{mapping.record}.parquet"], rows)
        ],
    }


def _broken(source: Source, rows: list[tuple[str, str, str]]) -> pl.DataFrame:
    lines = [(source.delivery, source.path, at, why, None, raw) for at, why, raw in rows]
    return pl.DataFrame(lines, schema=QUARANTINE, orient="row")


def _excluded(source: Source, rows: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame([(source.delivery, source.path, at, why) for at, why in rows], schema=EXCLUDED, orient="row")
