"""The stage: each received file that holds records becomes typed rows in `staged`, and an account in `audit`."""

import json
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import duckdb

from pipeline import delivery as deliveries
from pipeline.archives import ARCHIVES, stored
from pipeline.errors import Fault, LeftOut
from pipeline.mapping import Delivery
from pipeline.progress import track
from pipeline.settings import Settings
from pipeline.stage.accounts import Outcome, Staged, closing_line, record_lines, warning_lines
from pipeline.stage.cache import file_key, inputs_hash
from pipeline.stage.changes import load_changes
from pipeline.stage.columns import reason
from pipeline.stage.corrections import Correction, DoesNotFit, concerning
from pipeline.stage.corrections import load as load_corrections
from pipeline.stage.file import SUMMARY, stage_file
from pipeline.stage.kinds.base import FromText
from pipeline.stage.load import load_accounts, load_tables
from pipeline.stage.mappings import Task, Tools
from pipeline.stage.source import Source
from pipeline.stage.together import Asked, side_by_side
from pipeline.stage.words import load_words


def run(
    settings: Settings,
    con: duckdb.DuckDBPyConnection,
    open_tables: Callable[..., Any],
    draft_table: Callable[..., Any],
) -> str:
    """Stage what `receive` found; the closing line says how much, and what could not be staged.

    open_tables  the readers: (path, options) -> tables of a file, as receive/readers/base.py says
    draft_table  (columns, sample, file name, table name, settings) -> a draft of a mapping
    """
    tools = Tools(settings, load_words(settings.vocabulary), open_tables, draft_table)
    shared = inputs_hash(settings)
    corrections = load_corrections(settings.hand)
    here = deliveries.load(settings)
    tasks = [task for delivery in here for task in _tasks(delivery, con, settings, corrections)]
    files = (_stage(task, tools, shared) for task in track(tasks, "Staging", len(tasks)))
    outcomes = side_by_side(files, tools.words)
    folders = [outcome.staged.folder for outcome in outcomes if outcome.staged]
    load_tables(con, settings, folders)
    load_accounts(con, settings, record_lines(outcomes), warning_lines(outcomes, here))
    load_changes(con, settings, corrections, outcomes)
    _tell_files(con, outcomes)
    _remove_stale(settings, set(folders))
    return closing_line(outcomes)


def _tasks(
    delivery: Delivery, con: duckdb.DuckDBPyConnection, settings: Settings, corrections: tuple[Correction, ...]
) -> list[Task]:
    """Files to stage, in order of path: all that are as described, whatever an earlier run made of them."""
    query = (
        "select path, sha256 from audit.files where delivery = ? and sha256 is not null"
        " and not list_contains(?, coalesce(media_type, '')) order by path"
    )
    try:
        files = con.execute(query, [delivery.name, list(ARCHIVES)]).fetchall()
    except duckdb.CatalogException:
        raise Fault("audit.files", "nothing was received yet", "Run `article3 receive` first.") from None
    tasks = []
    unpacked = stored(con, delivery.name)
    for path, sha256 in files:
        spec = delivery.spec_for(path)
        is_another = bool(spec and spec.sha256 and spec.sha256 != sha256)
        if path != deliveries.SOURCE and not deliveries.is_of_the_system(path) and not is_another:
            file = settings.derived / unpacked[path] if path in unpacked else delivery.folder / path
            source = Source(delivery.name, path, sha256)
            tasks.append(Task(source, file, delivery, spec, concerning(corrections, source)))
    return tasks


def _stage(task: Task, tools: Tools, shared: str) -> Generator[Asked, FromText, Outcome]:
    """Stage one file, or take what was staged from the very same before; see together.py."""
    if task.left_out:
        return Outcome(task.source, "skipped", task.left_out)
    folder = tools.settings.staged / task.source.delivery / _key(task, shared)
    try:
        there = (folder / SUMMARY).exists()
        kept = json.loads((folder / SUMMARY).read_text("utf8")) if there else None
        summary = kept if kept is not None else (yield from stage_file(task, tools, folder))
    except DoesNotFit:
        raise
    except LeftOut as fault:
        return Outcome(task.source, "skipped", f"{fault.found}: {fault.do}")
    except Fault as fault:
        return Outcome(task.source, "failed", reason(fault))
    return Outcome(task.source, "read", summary["reason"], Staged(folder, summary))


def _key(task: Task, shared: str) -> str:
    return file_key(task.source, task.delivery, task.spec, shared, task.corrections)


def _tell_files(con: duckdb.DuckDBPyConnection, outcomes: list[Outcome]) -> None:
    """Put what became of each file into audit.files."""
    update = "update audit.files set status = ?, reason = ? where delivery = ? and path = ?"
    for outcome in outcomes:
        con.execute(update, [outcome.status, outcome.reason, outcome.source.delivery, outcome.source.path])


def _remove_stale(settings: Settings, kept: set[Path]) -> None:
    """Take away staged folders that no file of this run stands behind."""
    for folder in sorted(settings.staged.glob("*/*")):
        if folder not in kept:
            shutil.rmtree(folder)
    for delivery in sorted(settings.staged.glob("*")):
        if not any(delivery.iterdir()):
            delivery.rmdir()
