"""What the names of a file and of its sheet give away: the record kind, the instrument, the kind of complaint."""

import csv
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pipeline.describe.words import words


def hints(vocabulary: Path, file_name: str, table_name: str) -> dict[str, str]:
    """`record`, `instrument`, `complaint_kind`, `population` as far as the names say; the sheet before the file.

    A name that says two things of one sort (red notices and diffusions) says nothing of it.
    """
    path = PurePosixPath(file_name.split("!/")[-1])
    found: dict[str, str] = {}
    for name in (table_name, path.stem, path.parent.name):
        for sort, meaning in _said(vocabulary, words(name)).items():
            found.setdefault(sort, meaning)
    return {sort: meaning for sort, meaning in sorted(found.items()) if meaning}


def _said(vocabulary: Path, name: tuple[str, ...]) -> dict[str, str]:
    """Sort -> meaning by the known phrases within the name; "" where two differ.

    A phrase within a longer one of its sort does not count: blue diffusions are no diffusions in the narrow sense.
    """
    found = [
        (sort, meaning, at, at + len(phrase))
        for phrase, sort, meaning in _phrases(vocabulary)
        for at in range(len(name))
        if name[at : at + len(phrase)] == phrase
    ]
    said: dict[str, set[str]] = {}
    for sort, meaning, start, end in found:
        rivals = [(first, last) for other, _, first, last in found if other == sort and last - first > end - start]
        if not any(first <= start and end <= last for first, last in rivals):
            said.setdefault(sort, set()).add(meaning)
    return {sort: meanings.pop() if len(meanings) == 1 else "" for sort, meanings in said.items()}


@lru_cache(maxsize=4)
def _phrases(vocabulary: Path) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    path = vocabulary / "table_names.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(words(row["value"]), *row["means"].split("=", 1)) for row in csv.DictReader(file)]
    return tuple((phrase, sort, meaning) for phrase, sort, meaning in rows)
