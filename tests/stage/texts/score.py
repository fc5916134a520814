"""What is read of invented texts held against what they say: right, left empty, or wrong, field by field."""

from collections import Counter
from datetime import date
from typing import Any

import polars as pl

from pipeline.mapping import Mapping
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import Normalised, normalise
from pipeline.stage.reading.documents import IN_PROSE
from pipeline.stage.source import Source
from pipeline.stage.words import Words
from tests.stage.texts.made import FIELDS, decisions, sentences

MARKS = ("right", "empty", "wrong", "rightly empty", "wrongly filled")


def staged(texts: list[str], words: Words, **constants: str) -> Normalised:
    """Texts as rows of staged.documents, with what lies beside."""
    mapping = Mapping("documents", columns={"text": "text"}, constants=constants, as_of=date(2025, 1, 1))
    places = pl.Series([f"text {number}" for number in range(1, len(texts) + 1)])
    return normalise(
        pl.DataFrame({"text": texts}), places, KINDS["documents"], mapping, words, Source("d", "a", "0"), 1
    )


def mark(expected: Any, got: Any) -> str:
    """What a value is held against the one the text says."""
    if expected is None:
        return "rightly empty" if got is None else "wrongly filled"
    return "right" if got == expected else "empty" if got is None else "wrong"


def of_decisions(words: Words) -> dict[str, Counter[str]]:
    """Marks by field over all invented decisions."""
    made = decisions()
    rows = staged([decision.text for decision in made], words).rows.rename({"decided_on": "day"})
    rows = rows.rename({"decided_on_text": "decided_on"})
    marks: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for decision, row in zip(made, rows.rows(named=True), strict=True):
        for field in FIELDS:
            got = sorted(row[field]) if isinstance(row[field], list) else row[field]
            marks[field][mark(decision.says[field], got)] += 1
    return marks


SAID = ("measure", "country", "year", "value", "unit", "approximation", "instrument", "unclear")
NOT_READ = dict.fromkeys(SAID)


def of_reports(words: Words) -> dict[str, Counter[str]]:
    """Marks by field over the figures of all invented sentences; a figure nobody reports is wrong in its measure."""
    marks: dict[str, Counter[str]] = {field: Counter() for field in SAID}
    for expected, got in pairs(words):
        for field in SAID:
            if got is not NOT_READ or field == "measure":
                marks[field][mark(expected[field], got[field])] += 1
    return marks


def pairs(words: Words) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each figure that a sentence reports beside the one read for it; NOT_READ where either has none."""
    found = []
    for sentence in sentences():
        rows = staged([sentence["said"]], words, document_kind="report").beside[IN_PROSE].rows(named=True)
        left = [{field: row[field] for field in SAID} for row in rows]
        for said in sentence["figures"]:
            expected = NOT_READ | said | {"unclear": ", ".join(said.get("unclear", ())) or None}
            same = [row for row in left if row["value"] == expected["value"]]
            found.append((expected, same[0] if same else NOT_READ))
            left = [row for row in left if row is not found[-1][1]]
        found += [(NOT_READ, row) for row in left]
    return found


def shares(marks: dict[str, Counter[str]]) -> dict[str, float]:
    """Share right, empty and wrong of all values that the texts give."""
    total: Counter[str] = sum(marks.values(), Counter())
    said = sum(total[name] for name in MARKS[:3])
    return {name: total[name] / said for name in MARKS[:3]}
