"""What the cells of a column look like: the share of them that are dates, countries, names, known words …"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import cast

import polars as pl

from pipeline.describe.lexicon import Lexicon

_LOOKED_AT = 300  # different cells of a column that are looked at
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"^\d{1,2}[-/. ]\d{1,2}[-/. ](\d\d)$")
_DAY = re.compile(
    r"^(\d{4}[-/. ]\d{1,2}([-/. ]\d{1,2})?|\d{1,2}[-/. ]\d{1,2}[-/. ](\d{4}|\d{2})|\d{1,2}[-/.](19|20)\d\d"
    r"|(19|20)\d\d(0\d|1[0-2])[0-3]\d)([T ]\d{1,2}:.*)?(\s*г\.?)?$"
)
_DIGITS = {ord(sign): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, sign in enumerate(digits)}
VOCABULARIES = (
    *("instrument", "check_outcome", "cancelled_by", "ground", "complaint_kind", "outcome", "offence_category"),
    *("purpose", "boolean", "sex", "document_kind", "population"),
)


@dataclass(frozen=True)
class Profile:
    """One column in numbers.

    n           cells that hold something
    distinct    different cells per cell, from 0 to 1
    kinds       shape (date, year, number, country, name, full name, reference, long) or vocabulary -> share
    year        the median year of the dates; None where there are none
    is_counter  the cells count the rows: 1, 2, 3 …
    """

    n: int
    different: int
    kinds: dict[str, float]
    year: float | None
    is_counter: bool

    @property
    def distinct(self) -> float:
        return self.different / self.n if self.n else 0.0

    def share(self, kind: str) -> float:
        return self.kinds.get(kind, 0.0)


def profile(cells: pl.Series, lexicon: Lexicon) -> Profile:
    """Look at the cells of one text column, each different one once."""
    texts = [str(cell).strip().translate(_DIGITS) for cell in cells.drop_nulls().to_list()]
    filled = [text for text in texts if not lexicon.is_blank(text)]
    counts = Counter(filled)
    looked_at = dict(list(counts.items())[:_LOOKED_AT])
    whole = sum(looked_at.values())
    kinds: Counter[str] = Counter()
    for text, times in looked_at.items():
        kinds.update(dict.fromkeys(_kinds(text, lexicon), times))
    years = [year for text in looked_at if (year := _year(text)) is not None]
    return Profile(
        n=len(filled),
        different=len(counts),
        kinds={kind: kinds[kind] / whole for kind in sorted(kinds)},
        year=cast(float, median(years)) if years else None,
        is_counter=_counts_rows(filled),
    )


def _kinds(text: str, lexicon: Lexicon) -> set[str]:
    kinds = {name for name in VOCABULARIES if len(text) < 80 and lexicon.knows(name, text)}
    if is_date(text, lexicon):
        kinds.add("date")
    elif is_year(text):
        kinds.add("year")
    elif re.search(r"\d", text) and len(text) <= 45 and len(text.split()) <= 5:
        kinds.add("reference")
    if re.fullmatch(r"[-+]?\d[\d \u00a0]*([.,]\d+)?\s*%?", text):
        kinds.add("number")
    if len(text) < 60 and lexicon.is_country(text):
        kinds.add("country")
    elif _is_name(text):
        kinds.add("name")
        if len(text.split()) > 1:
            kinds.add("full name")
    if len(text) > 45 or len(text.split()) > 6:
        kinds.add("long")
    return kinds


def is_year(text: str) -> bool:
    """Whether it is a year and nothing else."""
    return bool(re.fullmatch(r"(18|19|20)\d\d(\s*г\.?)?", text.strip()))


def is_date(text: str, lexicon: Lexicon) -> bool:
    """Whether it is a day or a month of a year, in figures or words."""
    if _DAY.match(text):
        return True
    return len(text) <= 35 and bool(re.search(r"\d", text)) and lexicon.has_month(text) and _year(text) is not None


def _is_name(text: str) -> bool:
    """Two to five words of letters (or one), each with a capital where the script has them."""
    parts = re.split(r"[\s,]+", text.strip(" ,"))
    if not 1 <= len(parts) <= 6 or re.search(r"[\d/()@:;?!]", text):
        return False
    return all(part[:1].upper() == part[:1] and part[:1].isalpha() for part in parts if len(part) > 3)


def _year(text: str) -> int | None:
    if match := _YEAR.search(text):
        return int(match[1])
    if match := re.match(r"^((?:19|20)\d\d)(0\d|1[0-2])[0-3]\d$", text):
        return int(match[1])
    return None


def _counts_rows(texts: list[str]) -> bool:
    """Whether whole numbers grow by one from cell to cell, from a small one on."""
    if len(texts) < 3 or not all(text.isdecimal() and len(text) < 9 for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers[0] <= 1 and all(after == before + 1 for before, after in pairwise(numbers))
