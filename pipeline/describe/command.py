"""`article3 describe NAME`: read the files nobody has described, draft a mapping for each table, write it down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from pipeline.delivery import SOURCE, find
from pipeline.describe.draft import draft_table
from pipeline.describe.table_names import hints
from pipeline.describe.written import Entry, source_text
from pipeline.errors import Fault
from pipeline.fields import are_our_messages
from pipeline.mapping import Delivery
from pipeline.progress import track
from pipeline.settings import Settings

OpenTables = Callable[[Path, dict[str, Any]], Iterator[Any]]
FilesWithin = Callable[[Settings, Delivery], Iterator[tuple[str, Path | None, str]]]
_ROWS = 500  # rows of a table that are looked at
_ALIKE = 3  # files of one layout in one folder, from which on one pattern stands for them all


@dataclass
class Layout:
    """Files with the same tables: one draft serves them all.

    reader    options from SOURCE.yml, where it has some
    samples   table name -> some rows, of all the files together
    """

    reader: dict[str, Any]
    paths: list[str] = field(default_factory=list)
    samples: dict[str, pl.DataFrame] = field(default_factory=dict)

    def add(self, path: str, samples: dict[str, pl.DataFrame]) -> None:
        """One more file of this layout, with some rows of each of its tables."""
        self.paths.append(path)
        for name, rows in samples.items():
            before = [self.samples[name]] if name in self.samples else []
            self.samples[name] = pl.concat([*before, rows], how="diagonal").head(_ROWS)


def run(settings: Settings, name: str, open_tables: OpenTables, files_within: FilesWithin, write: bool = False) -> str:
    """Draft what SOURCE.yml of the delivery `name` should say; the closing lines of the command.

    files_within  path, place and (where there is no place) the reason of every file, those within archives too
    write   also put the draft into the delivery, where it has no SOURCE.yml; else raw is never touched
    Files that cannot be read are named in the closing lines; the others are drafted.
    """
    delivery = find(settings, name)
    if write and delivery.stated:
        raise Fault(
            f"{name}/{SOURCE}", "is there already", "Leave --write out, and take over from the draft what you need."
        )
    files = [file for file in files_within(settings, delivery) if file[0] != SOURCE]
    paths = [path for path, _, _ in files]
    layouts, failed = _layouts(delivery, files, settings, open_tables)
    if not layouts:
        return "\n".join([f"No table of {name} is without a mapping: nothing to draft.", *failed])
    entries = [entry for layout in layouts for entry in _entries(layout, paths, settings)]
    target = settings.derived / "drafts" / name / SOURCE
    _write(target, source_text(delivery, entries))
    drafts = [draft for entry in entries for draft in entry.drafts.values()]
    columns, unknown = sum(len(d.columns) for d in drafts), sum(len(d.unknown) for d in drafts)
    place = target.relative_to(settings.derived.parent)
    lines = [f"{len(drafts)} tables drafted; {unknown} of {columns} columns are not known. The draft: {place}", *failed]
    if write:
        _write(delivery.folder / SOURCE, source_text(delivery, entries))
        return "\n".join([*lines, f"It is now {name}/{SOURCE}: review it there."])
    return "\n".join(
        [*lines, f"Review it, and save it as {name}/{SOURCE}; or stage by it as it is with --accept-drafts."]
    )


def _layouts(
    delivery: Delivery, files: list[tuple[str, Path | None, str]], settings: Settings, open_tables: OpenTables
) -> tuple[list[Layout], list[str]]:
    """The tables without a mapping, files of one layout together; and a line for each file that cannot be read."""
    layouts: dict[Any, Layout] = {}
    failed = []
    for path, place, why in track(files, "Reading"):
        if place is None:
            failed.append(f"Not read: {path}: {why}")
            continue
        spec = delivery.spec_for(path)
        reader = dict(spec.reader) if spec else {}
        try:
            tables = open_tables(place, {**reader, "vocabulary": str(settings.vocabulary)})
            new = (table for table in tables if table.columns and not (spec and spec.mapping_for(table.name)))
            samples = {table.name: _sample(table) for table in new}
        except Fault as fault:
            failed.append(f"Not read: {path}: {fault.found}. {fault.do}".strip())
            continue
        if samples:
            likeness = _likeness(path, samples, settings), str(reader)
            layouts.setdefault(likeness, Layout(reader)).add(path, samples)
    return list(layouts.values()), failed


def _likeness(path: str, samples: dict[str, pl.DataFrame], settings: Settings) -> tuple[Any, ...]:
    """What files of one layout have in common: folder, suffix, tables and headers, and what their names give away."""
    tables = tuple((name, _headers(rows.columns)) for name, rows in samples.items())
    said = tuple(tuple(hints(settings.vocabulary, path, name).items()) for name in samples)
    where = PurePosixPath(path)
    return where.parent, where.suffix, tables, said


def _headers(columns: list[str]) -> tuple[str, ...]:
    """The headers, or for messages the fact that they are: each message fills other columns of our reader."""
    return ("messages",) if are_our_messages(columns) else tuple(columns)


def _sample(table: Any) -> pl.DataFrame:
    """The first rows of a table, with its own columns only."""
    first = [batch.select(table.columns) for batch in islice(table.batches, 1)]
    return first[0].head(_ROWS) if first else pl.DataFrame(schema=dict.fromkeys(table.columns, pl.String))


def _entries(layout: Layout, paths: list[str], settings: Settings) -> list[Entry]:
    """One entry for each file, or one pattern for many alike, if it fits no other file of the delivery."""
    drafts = {
        name: draft_table(sample.columns, sample, layout.paths[0], name, settings)
        for name, sample in layout.samples.items()
    }
    where = PurePosixPath(layout.paths[0])
    pattern = (where.parent / f"*{where.suffix}").as_posix()
    fitting = [path for path in paths if fnmatchcase(path, pattern)]
    if len(layout.paths) >= _ALIKE and fitting == layout.paths:
        return [Entry(pattern, layout.reader, drafts)]
    return [Entry(path, layout.reader, drafts) for path in layout.paths]


def _write(target: Path, text: str) -> None:
    """Written aside and renamed, so that a half-written draft is never found."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_suffix(".writing")
    aside.write_text(text, encoding="utf-8")
    aside.replace(target)
