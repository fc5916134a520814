"""The mapping of each table: as SOURCE.yml says, or drafted where the run accepts drafts; checked before it is used."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.errors import Fault
from pipeline.mapping import Delivery, FileSpec, Mapping
from pipeline.settings import Settings
from pipeline.stage.columns import fitted
from pipeline.stage.corrections import Correction
from pipeline.stage.source import Source
from pipeline.stage.unpivoted import wide_columns, with_wide
from pipeline.stage.words import Words

NO_RECORDS = "none"  # `record` of a table whose rows are left out
_SAMPLE = 1000  # rows a draft is made from


@dataclass(frozen=True)
class Tools:
    """What every file of a run is staged with. `open_tables` and `draft_table` belong to other rooms."""

    settings: Settings
    words: Words
    open_tables: Callable[..., Any]
    draft_table: Callable[..., Any]


@dataclass(frozen=True)
class Task:
    """One file to stage: where it lies, what SOURCE.yml says of it (null where nothing), and what people put right."""

    source: Source
    path: Path
    delivery: Delivery
    spec: FileSpec | None
    corrections: tuple[Correction, ...] = ()

    @property
    def left_out(self) -> str | None:
        """Why the file is not read at all, where SOURCE.yml says that none of its tables holds records."""
        mapping = self.spec.mapping if self.spec and not self.spec.tables else None
        if mapping is None or mapping.record != NO_RECORDS:
            return None
        return mapping.one_row_is or "SOURCE.yml says that it holds no records"

    def reader_options(self, settings: Settings) -> dict[str, Any]:
        return {**(self.spec.reader if self.spec else {}), "vocabulary": str(settings.vocabulary)}


def mapping_for(task: Task, tools: Tools, name: str, columns: list[str], sample: pl.DataFrame) -> Mapping:
    """The mapping of the table of that name, its columns those of the table. Fault where there is none."""
    place = f"{task.source.delivery}/{task.source.path}" + (f", table {name}" if name else "")
    mapping = task.spec.mapping_for(name) if task.spec else None
    if mapping is None and tools.settings.accept_drafts:
        mapping = _drafted(task, tools, name, columns, sample)
    if mapping is None:
        found = f"no mapping{f' for table {name}' if name else ''}; the columns are {', '.join(columns)}"
        raise Fault(place, found, f"`article3 describe {task.source.delivery}` drafts one, `--accept-drafts` takes it.")
    if mapping.record == NO_RECORDS:
        return mapping
    wide = wide_columns(columns, mapping)
    fitting = replace(mapping, columns=fitted(place, [name for name in columns if name not in wide], mapping))
    return with_wide(place, wide, fitting, tools.words)


def _drafted(task: Task, tools: Tools, name: str, columns: list[str], sample: pl.DataFrame) -> Mapping:
    """A draft that no person has reviewed: columns it does not know are ignored, and listed as such.

    The draft says month first only where the dates themselves show it; else the delivery's order holds.
    """
    draft = tools.draft_table(columns, sample.head(_SAMPLE), task.source.path, name, tools.settings)
    mapping: Mapping = draft.mapping
    delivery = task.delivery
    return replace(
        mapping,
        ignore=tuple(dict.fromkeys([*mapping.ignore, *draft.unknown])),
        as_of=mapping.as_of or delivery.as_of or delivery.received_on,
        date_order=mapping.date_order if mapping.date_order == "month_first" else delivery.date_order,
        drafted=True,
    )
