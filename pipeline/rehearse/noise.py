"""What goes wrong in files: blank references, torn rows, totals, rows typed twice, a hidden sheet of stale copies.

Nothing here changes what is true: the added rows are no records, or say again what another row says.
"""

from dataclasses import replace
from random import Random
from typing import Any

from pipeline.rehearse.dealing import stream
from pipeline.rehearse.material import file_spec, is_scan
from pipeline.rehearse.plan import Files
from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.workbook import HIDDEN, NOTES

BLANKS, TORN, STALE, FEW = 3, 2, 40, 20
TWICE_IN, REMARK_IN = 300, 25
MAILS = (".eml", ".msg", ".mbox")  # a mail without a reference in its text has its own
CAN_TEAR = (".csv", ".tsv", ".jsonl")
TOTAL = {"ru": "Итого", "en": "Total"}
REMARK = "проверено"
NOTED = ("Invented data, made to rehearse the whole way", "A bureau gives a number once in a year")


def add(files: Files, seed: int) -> None:
    """Add the faults to every file that has rows; mails and scans stay as they are."""
    for path, rows in files.items():
        if rows and not path.endswith(MAILS) and not is_scan(path):
            _add(stream(seed, f"noise in {path}"), path, file_spec(path), rows)


def _add(rng: Random, path: str, spec: dict[str, Any], rows: list[Row]) -> None:
    sound = [row for row in rows if not row.is_single]
    added = [_copy(rng.choice(sound), "quarantined", reference=None) for _ in range(BLANKS if len(rows) > FEW else 1)]
    if path.endswith(CAN_TEAR):
        added += [replace(_copy(rng.choice(sound), "quarantined"), is_broken=True) for _ in range(TORN)]
    added += [_copy(row, "staged") for row in rng.sample(sound, len(sound) // TWICE_IN)]
    stale = [replace(_copy(row, "excluded"), sheet=HIDDEN) for row in rng.sample(sound, min(STALE, len(sound)))]
    for row in added:
        rows.insert(rng.randrange(len(rows) + 1), row)
    for number, row in enumerate(rows, 1):
        row.cells["number"] = str(number)
        row.cells["remark"] = REMARK if rng.random() < 1 / REMARK_IN else None
    if "sheets" in spec:
        rows += [
            _total(spec, [row for row in rows if first <= row.year <= last]) for first, last in spec["sheets"].values()
        ]
        rows += stale
        rows += [Row({"remark": text, "by": "desk"}, "excluded", sheet=NOTES) for text in NOTED]
    elif "titles" in spec:
        rows.append(_total(spec, rows))


def _copy(row: Row, fate: str, **changed: None) -> Row:
    return replace(row, cells={**row.cells, **changed}, fate=fate)


def _total(spec: dict[str, Any], rows: list[Row]) -> Row:
    """The last line of a table: a word in the first column and the number of rows in the second."""
    first, second, *_ = spec["columns"].values()
    cells: dict[str, Any] = {first: TOTAL[spec["language"]], second: str(len(rows))}
    return Row(cells, "excluded", year=rows[-1].year)
