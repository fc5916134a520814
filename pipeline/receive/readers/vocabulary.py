"""Words that mark rows and headers in files (totals, message headers), kept as CSV under data/raw/hand/vocabulary."""

import csv
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from pipeline.errors import Fault
from pipeline.settings import Settings


def words(name: str, options: dict, value: str = "value", means: str = "means") -> dict[str, str]:
    """`value -> means` of vocabulary/<name>.csv, values folded.

    value, means  the two columns, where they are called otherwise
    options["vocabulary"] is the folder of another set; where it lacks the file, the project's own is read.
    """
    own = Settings().vocabulary / f"{name}.csv"
    other = Path(options.get("vocabulary", own.parent)) / f"{name}.csv"
    return _read(other if other.exists() else own, value, means)


def fold(text: str) -> str:
    """A word as it is compared: compatibility forms, case and runs of white space do not count."""
    return " ".join(normalize("NFKC", text).replace("İ", "I").casefold().split())


@lru_cache(maxsize=32)
def _read(path: Path, value: str, means: str) -> dict[str, str]:
    if not path.exists():
        raise Fault(
            f"{path.parent.name}/{path.name}", "this list of words is missing", "Put it back from the repository."
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {fold(row[value]): row[means].strip() for row in csv.DictReader(file) if row.get(means)}
