"""What became of each file, told: lines of audit.records and audit.warnings, and the closing line of the command."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.mapping import Delivery
from pipeline.stage.expect import warnings
from pipeline.stage.source import Source

_SHOWN = 3  # failed files that the closing line names


@dataclass(frozen=True)
class Staged:
    """A file that was staged: the folder of its Parquet files, and its summary (see file.py)."""

    folder: Path
    summary: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its line of audit.files and, where it was staged, what was."""

    source: Source
    status: str
    reason: str | None
    staged: Staged | None = None


def record_lines(outcomes: list[Outcome]) -> list[dict[str, Any]]:
    """One line of audit.records for each staged file."""
    return [{**_of(o.source), **o.staged.summary["records"]} for o in outcomes if o.staged]


def warning_lines(outcomes: list[Outcome], deliveries: list[Delivery]) -> list[dict[str, Any]]:
    """Lines of audit.warnings: ranges of tables that do not hold, then those of whole deliveries (path null)."""
    lines = [{**_of(o.source), **line} for o in outcomes if o.staged for line in o.staged.summary["warnings"]]
    for delivery in deliveries:
        mine = [o.staged for o in outcomes if o.staged and o.source.delivery == delivery.name]
        files = [staged.folder / f"{kind}.parquet" for staged in mine for kind in staged.summary["kinds"]]
        rows = sum(staged.summary["records"]["rows_found"] for staged in mine)
        of_delivery = {"delivery": delivery.name, "path": None}
        lines += [{**of_delivery, **line} for line in warnings(delivery.expect, files, rows)]
    return lines


def closing_line(outcomes: list[Outcome]) -> str:
    """How many records of each kind from how many files, rows in quarantine, and the files that failed."""
    summaries = [o.staged.summary for o in outcomes if o.staged]
    rows: Counter[str] = Counter()
    for summary in summaries:
        rows.update(summary["kinds"])
    records = [_some(n, kind.replace("_", " ").removesuffix("s")) for kind, n in rows.items()]
    quarantined = sum(summary["records"]["rows_quarantined"] for summary in summaries)
    staged = f"{', '.join(records) or 'no records'} staged from {_some(len(summaries), 'file')}"
    line = f"{staged}; {_some(quarantined, 'row')} quarantined"
    failed = [f"{o.source.delivery}/{o.source.path}" for o in outcomes if o.status == "failed"]
    if not failed:
        return line
    more = f" and {len(failed) - _SHOWN} more" if len(failed) > _SHOWN else ""
    return f"{line}; {_some(len(failed), 'file')} failed: {', '.join(failed[:_SHOWN])}{more}"


def _of(source: Source) -> dict[str, str]:
    return {"delivery": source.delivery, "path": source.path}


def _some(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
