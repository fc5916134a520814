"""`python -m benchmarks.describe`: the share of columns of tables never seen before that `describe` gets right.

The tables are tests/describe/unseen_headers.csv: invented, in six languages, with headings that are not in the list of
known ones. A field may be given as `a|b` where either is right; for a column of no use, `ignore` and unknown both are.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.describe import draft_table
from pipeline.settings import ROOT, Settings

UNSEEN = ROOT / "tests" / "describe" / "unseen_headers.csv"


@dataclass(frozen=True)
class Answer:
    """One column: what it is, and what it was taken for."""

    file_name: str
    language: str
    header: str
    wanted: str
    given: str

    @property
    def is_right(self) -> bool:
        return self.given in self.wanted.split("|")


def answers(path: Path = UNSEEN) -> list[Answer]:
    """Draft each table of the list. A column of a table taken for another kind is wrong, whatever its field."""
    tables: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tables[row["file_name"], row["table_name"], row["record"], row["language"]].append(row)
    found = []
    for (file_name, table_name, record, language), rows in tables.items():
        sample = pl.DataFrame(
            {row["header"]: [cell.strip() or None for cell in row["cells"].split("|")] for row in rows}
        )
        mapping = draft_table(sample.columns, sample, file_name, table_name, Settings()).mapping
        for row in rows:
            field = mapping.columns.get(row["header"], "ignore")
            given = field if mapping.record == record else f"{field} of {mapping.record}"
            found.append(Answer(file_name, language, row["header"], row["field"], given))
    return found


def main() -> None:
    found = answers()
    for wrong in (answer for answer in found if not answer.is_right):
        print(f"{wrong.file_name} ({wrong.language}): '{wrong.header}' is {wrong.wanted}, taken for {wrong.given}")
    right = sum(answer.is_right for answer in found)
    print(f"{right} of {len(found)} columns right: {right / len(found):.1%}")


if __name__ == "__main__":
    main()
