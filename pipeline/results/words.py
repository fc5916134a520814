"""How numbers, shares, intervals, countries and codes are written, everywhere the same."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import country_converter

# Said of a small count and of one beside it that would give the small one away.
FEW = "too few to show"
NONE = "no figure"
GAP = "\u00a0"  # a number and its sign, and the two ends of an interval, stay on one line

# Where the press uses another name than the list, and bodies that are no country.
OTHER_NAMES = {
    "ALL": "All countries",
    "TUR": "Turkey",
    "CZE": "Czech Republic",
    "UNO": "UN bodies",
    "ICC": "International Criminal Court",
}

INSTRUMENTS = {
    "ALL": "all instruments",
    "WANTED": "red notices and red diffusions",
    "red_notice": "red notices",
    "red_diffusion": "red diffusions",
    "blue_notice": "blue notices",
    "yellow_notice": "yellow notices",
    "green_notice": "green notices",
    "other": "other",
}

OUTCOMES = {
    "non_compliant": "Found non-compliant",
    "deleted_by_source": "Deleted by its source",
    "compliant_with_update": "Kept, with an update",
    "compliant": "Kept as it was",
    "no_data": "No data held",
    "inadmissible": "Inadmissible",
    "withdrawn": "Withdrawn",
    "answered": "Answered",
    "revision_refused": "Revision refused",
    "pending": "Still open",
    "unknown": "Not stated",
}


def country(code: str | None) -> str:
    """The English name of an ISO 3166-1 alpha-3 code; the code itself where there is no name for it."""
    if code is None:
        return "Unknown"
    return OTHER_NAMES.get(code) or _listed().get(code, code)


def country_code(name: str) -> str | None:
    """The alpha-3 code of a country by its short or official English name, in any case; None where there is none."""
    for names in (OTHER_NAMES, _listed(), _listed("name_official")):
        for code, known in names.items():
            if known.casefold() == name.casefold():
                return code
    return None


@cache
def _listed(column: str = "name_short") -> dict[str, str]:
    table = Path(country_converter.__file__).with_name("country_data.tsv")
    with table.open(encoding="utf8") as lines:
        return {row["ISO3"]: row[column] for row in csv.DictReader(lines, delimiter="\t")}


def count(n: Any) -> str:
    """1234 -> "1,234"."""
    return NONE if n is None else f"{n:,.0f}"


def percent(share: float | None, digits: int = 1) -> str:
    """A share from 0 to 1 -> "49.8 %"; a trailing zero after the point is kept, precision is not hidden."""
    return NONE if share is None else f"{100 * share:.{digits}f}{GAP}%"


def percents(low: float | None, high: float | None, digits: int = 1) -> str:
    """Two shares -> "47.1 to 52.5 %"."""
    if low is None or high is None:
        return NONE
    return f"{100 * low:.{digits}f}{GAP}to{GAP}{100 * high:.{digits}f}{GAP}%"


def ratio(value: float | None) -> str:
    """3.0187 -> "3.02"."""
    return NONE if value is None else f"{value:.2f}"


def ratios(low: float | None, high: float | None) -> str:
    """2.814, 3.25 -> "2.81 to 3.25"; an open end is said."""
    if low is None:
        return NONE
    return f"{low:.2f}{GAP}or{GAP}more" if high is None else f"{low:.2f}{GAP}to{GAP}{high:.2f}"


def place(rank: float) -> str:
    """A place among countries: 1.0 -> "place 1"."""
    return f"place{GAP}{rank:.0f}"


def plain(code: str) -> str:
    """A code of ours as words: "deleted_by_source" -> "deleted by source"."""
    return code.replace("_", " ")


def verdict(word: str) -> str:
    """A verdict of the ledger as the end of a sentence: "this holds", "this is not settled"."""
    return f"is {word}" if word.startswith("not ") else word
