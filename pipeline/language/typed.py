"""Sentences that people typed under data/raw and a page shows: definitions, claims and their readings, events."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipeline.formats import file_formats
from pipeline.results.words import as_words
from pipeline.settings import ROOT

SUITES = ROOT / "pipeline" / "check" / "suites"
HAND, PUBLISHED = ROOT / "data" / "raw" / "hand", ROOT / "data" / "raw" / "published"
# file -> the keys whose values are sentences, however deep they stand
SENTENCES = {
    "definitions.yml": ("is", "caution"),
    "claim_readings.yml": ("reading", "note"),
    "claim_conflicts.yml": ("only_if",),
    "specifications.yml": ("says",),
    "comparisons.yml": ("means",),
    "outlier_rules.yml": ("rule",),
}
COLUMNS = {
    HAND / "policy_events.csv": ("event_id", "event"),
    PUBLISHED / "claims.csv": ("claim", "note"),
}


def typed() -> Iterator[str]:
    """Each sentence as it is typed; the words of words.txt, of formats, measures, bases and published figures."""
    listed = Path(__file__).with_name("words.txt").read_text("utf8").splitlines()
    yield from (line for line in listed if line and not line.startswith("#"))
    yield from (one.format for one in file_formats())
    for path in sorted(SUITES.glob("*.json")):
        yield from _below(json.loads(path.read_text("utf8")), ("rule",))
    with (PUBLISHED / "statistics.csv").open(encoding="utf8", newline="") as lines:
        yield from (as_words(row["metric"]) for row in csv.DictReader(lines))
    for name, keys in SENTENCES.items():
        yield from _below(yaml.safe_load((HAND / name).read_text("utf8")), keys)
    for measure, said in yaml.safe_load((HAND / "definitions.yml").read_text("utf8")).items():
        yield from (word.replace("_", " ") for word in (measure, *said["bases"]))
    for path, columns in COLUMNS.items():
        with path.open(encoding="utf8", newline="") as lines:
            yield from (
                part for row in csv.DictReader(lines) for column in columns for part in _parts(column, row[column])
            )


def _parts(key: str, text: str) -> list[str]:
    """Remarks are said one by one; of an event the name is said as words."""
    if key == "event_id":
        return [text.replace("_", " ")]
    return text.split("; ") if key in ("note", "only_if") and text else [text] if text else []


def _below(node: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, list):
        for part in node:
            yield from _below(part, keys)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in keys and isinstance(value, str):
                yield from _parts(key, value.strip())
            else:
                yield from _below(value, keys)
