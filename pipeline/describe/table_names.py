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
    """Sort -> meaning by the longest known phrases within the name; "" where two of them differ."""
    said: dict[str, tuple[int, set[str]]] = {}
    for phrase, sort, meaning in _phrases(vocabulary):
        if any(name[at : at + len(phrase)] == phrase for at in range(len(name))):
            length, meanings = said.get(sort, (0, set()))
            if sort == "record" and len(phrase) > length:
                said[sort] = (len(phrase), {meaning})
            elif sort != "record" or len(phrase) == length:
                said[sort] = (length, meanings | {meaning})
    return {sort: meanings.pop() if len(meanings) == 1 else "" for sort, (_, meanings) in said.items()}


@lru_cache(maxsize=4)
def _phrases(vocabulary: Path) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    path = vocabulary / "table_names.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(words(row["value"]), *row["means"].split("=", 1)) for row in csv.DictReader(file)]
    return tuple((phrase, sort, meaning) for phrase, sort, meaning in rows)
