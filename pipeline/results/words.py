"""How numbers, shares, intervals, countries and codes are written, everywhere the same, in the language now spoken."""

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.installed import beside
from pipeline.language import N_, SOURCE, _, language
from pipeline.language.catalogue import locale, texts_in

# Said of a small count and of one beside it that would give the small one away.
FEW = N_("too few to show")
NONE = N_("no figure")
EMPTY = "–"  # a cell with nothing in it
GAP = "\u00a0"  # a number and its sign, and the two ends of an interval, stay on one line

# Where the press uses another name than the list, and bodies that are no country.
OTHER_NAMES = {
    "ALL": N_("All countries"),
    "TUR": N_("Turkey"),
    "CZE": N_("Czech Republic"),
    "UNO": N_("UN bodies"),
    "ICC": N_("International Criminal Court"),
}

# Where the press of another language uses another name than Unicode's list has.
CALLED_OTHERWISE = {
    "COD": N_("DR Congo"),
    "HKG": N_("Hong Kong"),
    "MAC": N_("Macau"),
    "MMR": N_("Myanmar"),
}
_TWO_LETTERS = {"GBR": "GB", "GRC": "GR"}  # where the list of codes has a pattern and not two letters

INSTRUMENTS = {
    "ALL": N_("all instruments"),
    "WANTED": N_("red notices and red diffusions"),
    "red_notice": N_("red notices"),
    "red_diffusion": N_("red diffusions"),
    "blue_notice": N_("blue notices"),
    "yellow_notice": N_("yellow notices"),
    "green_notice": N_("green notices"),
    "other": N_("other"),
}

OUTCOMES = {
    "non_compliant": N_("Found non-compliant"),
    "deleted_by_source": N_("Deleted by its source"),
    "compliant_with_update": N_("Kept, with an update"),
    "compliant": N_("Kept as it was"),
    "no_data": N_("No data held"),
    "inadmissible": N_("Inadmissible"),
    "withdrawn": N_("Withdrawn"),
    "answered": N_("Answered"),
    "revision_refused": N_("Revision refused"),
    "pending": N_("Still open"),
    "unknown": N_("Not stated"),
    "kept": N_("Kept, as it was or updated"),
    "other_end": N_("Ended otherwise"),
}

VERDICTS = {
    "holds": N_("holds"),
    "does not hold": N_("does not hold"),
    "not settled": N_("is not settled"),
    "cannot be tested": N_("cannot be tested"),
}


MEASURES = {
    "initial_pass_rate": N_("passed the first check"),
    "overturn_rate": N_("overturned"),
    "complaint_rate": N_("complaints per request"),
    "complainants": N_("people who complained"),
    "overturned_broad": N_("overturned, or deleted by their source"),
    "modified": N_("overturned or updated"),
}

BASES = {
    "received": N_("of all complaints received"),
    "with_data": N_("of those concluded where data were held"),
    "on_merits": N_("of those decided on the merits"),
    "broad": N_("with data held, counting data their source deleted first"),
    "modified": N_("on the merits, counting data kept after an update"),
    "checked": N_("of those checked"),
    "submitted": N_("of all submitted"),
    "per_circulated": N_("per request circulated"),
    "per_passed": N_("per request passed"),
    "per_submitted": N_("per request submitted"),
}

CLOCKS = {
    "requested": N_("year of the request"),
    "checked": N_("year of the check"),
    "received": N_("year received"),
    "decided": N_("year decided"),
    "sent": N_("year sent"),
}

KINDS = {
    "deletion": N_("complaint (deletion or correction)"),
    "access": N_("access request"),
    "revision": N_("revision"),
}


def country(code: str | None) -> str:
    """The name of an ISO 3166-1 alpha-3 code; the code itself where there is no name for it."""
    if code is None:
        return _("Unknown")
    if code in OTHER_NAMES:
        return _(OTHER_NAMES[code])
    return _listed(language()).get(code, code)


def country_code(name: str) -> str | None:
    """The alpha-3 code of a country by its short or official English name, in any case; None where there is none."""
    for names in (OTHER_NAMES, _english(), _english("name_official")):
        for code, known in names.items():
            if known.casefold() == name.casefold():
                return code
    return None


@cache
def _listed(spoken: str) -> dict[str, str]:
    """Alpha-3 -> name: in English as the press writes it, in other languages as Unicode's repository does."""
    if spoken == SOURCE:
        return _english()
    names, two = locale(spoken).territories, _english("ISO2")
    listed = {code: names.get(_TWO_LETTERS.get(code, two[code]), name) for code, name in _english().items()}
    listed |= {code: texts_in(spoken).gettext(name) for code, name in CALLED_OTHERWISE.items()}
    return listed


@cache
def _english(column: str = "name_short") -> dict[str, str]:
    table = beside("country_converter", "country_data.tsv")
    with table.open(encoding="utf8") as lines:
        return {row["ISO3"]: row[column] for row in csv.DictReader(lines, delimiter="\t")}


def gap() -> str:
    """What keeps a number and its sign on one line: in French a narrow one."""
    return "\u202f" if language() == "fr" else GAP


def decimal(value: float, digits: int = 0) -> str:
    """1234.5 -> "1,234.5", in French "1 234,5"."""
    return signs(f"{value:,.{digits}f}")


def signs(written: str) -> str:
    """English signs of a number as those of the language now spoken."""
    if language() == SOURCE:
        return written
    signs = locale(language()).number_symbols["latn"]
    return written.translate(str.maketrans({",": signs["group"], ".": signs["decimal"]}))


def count(n: Any) -> str:
    """1234 -> "1,234"."""
    return _(NONE) if n is None else decimal(n)


def percent(share: float | None, digits: int = 1) -> str:
    """A share from 0 to 1 -> "49.8 %"; a trailing zero after the point is kept, precision is not hidden."""
    return _(NONE) if share is None else f"{decimal(100 * share, digits)}{gap()}%"


def percents(low: float | None, high: float | None, digits: int = 1) -> str:
    """Two shares -> "47.1 to 52.5 %"."""
    if low is None or high is None:
        return _(NONE)
    return f"{span(decimal(100 * low, digits), decimal(100 * high, digits))}{gap()}%"


def ratio(value: float | None) -> str:
    """3.0187 -> "3.02"."""
    return _(NONE) if value is None else decimal(value, 2)


def ratios(low: float | None, high: float | None) -> str:
    """2.814, 3.25 -> "2.81 to 3.25"; an open end is said."""
    if low is None:
        return _(NONE)
    return _("{low}\u00a0or\u00a0more", low=ratio(low)) if high is None else span(ratio(low), ratio(high))


def span(low: str, high: str) -> str:
    """Two ends that stay on one line: "2.81 to 3.25"."""
    return _("{low}\u00a0to\u00a0{high}", low=low, high=high)


def part_of(part: Any, whole: Any) -> str:
    """ "120 of 239": the counts behind a share."""
    return _("{part} of {whole}", part=count(part), whole=count(whole))


def wholes(low: float | None, high: float | None) -> str:
    """1.0, 3.0 -> "1 to 3"; one number where both are the same."""
    if low is None or high is None:
        return _(NONE)
    return count(low) if low == high else span(count(low), count(high))


def p_value(p: float | None) -> str:
    """0.0312 -> "0.031"; a very small one is not printed as nothing."""
    if p is None:
        return _(NONE)
    return _("less than {least}", least=decimal(0.001, 3)) if p < 0.001 else decimal(p, 3)


def place(rank: float) -> str:
    """A place among countries: 1.0 -> "place 1"."""
    return _("place\u00a0{rank}", rank=f"{rank:.0f}")


def plain(code: str) -> str:
    """A code of ours as words: "deleted_by_source" -> "deleted by source"."""
    return _(code.replace("_", " "))


def as_words(metric: str) -> str:
    """A published figure's name as words: "ccf_complaints_processed" -> "complaints processed"."""
    plain = metric.replace("_", " ").removeprefix("ccf ").removeprefix("ndtf ")
    return plain.replace("ncb", "NCB").replace("ipsg", "IPSG")


def each(parts: str) -> str:
    """Remarks that are joined by semicolons, each said in the language now spoken."""
    return "; ".join(_(part) for part in parts.split("; "))


def spoken(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by code, in the language now spoken."""
    return {code: _(label) for code, label in labels.items()}


def sentence(text: str) -> str:
    """With a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def one_of(known: dict[str, str], code: str) -> str:
    """The words for a code; the code as words where there are none."""
    return _(known[code]) if code in known else plain(code)


def verdict(word: str) -> str:
    """A verdict of the ledger as the end of a sentence: "this holds", "this is not settled"."""
    return _(VERDICTS.get(word, word))
