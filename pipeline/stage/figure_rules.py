"""The rules by which figures are read from the prose of a report: figure_rules.csv and figure_words.csv."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Fault
from pipeline.stage.rules import Rules, load_rules
from pipeline.stage.text import fold_all
from pipeline.stage.vocabulary import lines

MEASURES = frozenset(
    {
        *("initial_pass_rate", "initial_refusal_rate", "overturn_rate", "complaint_rate"),
        *("requests", "refused", "complaints", "overturned", "access_requests", "revisions", "in_circulation"),
    }
)
BASES = frozenset({"checked", "submitted", "received", "with_data", "on_merits"})
SHARE, COUNT, DECIMAL = "pct", "num", "dec"  # how numbers are written in the text that the patterns read
FIELDS = {
    "passing": None,  # sentences that ask, hope or foresee
    "everyone": None,  # the figure is of all countries
    "measure": None,  # one measure for each number of the pattern
    "named": MEASURES,  # a rate called by its name
    "basis": BASES,
}
_HOLDERS = {
    "{share}": rf"\b({SHARE}\d+)\b",
    "{count}": rf"\b({COUNT}\d+)\b",
    "{number}": rf"\b((?:{COUNT}|{DECIMAL})\d+)\b",
}
_MARKS = ("percent", "per_thousand", "reference")
APPROXIMATIONS = ("about", "over", "under", "at_least", "at_most")


@dataclass(frozen=True)
class FigureRules:
    """of: rules by field, see FIELDS. words: folded words by what they mean; shares: folded words -> percent."""

    of: Rules
    words: dict[str, dict[str, str]]
    shares: dict[str, float]


def load_figure_rules(folder: Path) -> FigureRules:
    """Fault with file and line where one of them cannot be used."""
    rules = load_rules(folder, "figure_rules", FIELDS, _HOLDERS)
    for rule in rules["measure"]:
        if strange := set(rule.means.split()) - MEASURES:
            raise Fault(
                f"{folder.name}/figure_rules.csv",
                f"a measure is {', '.join(sorted(strange))}",
                f"Use {', '.join(sorted(MEASURES))}.",
            )
    words: dict[str, dict[str, str]] = {mark: {} for mark in (*_MARKS, "approximation")}
    shares: dict[str, float] = {}
    listed = lines(folder, "figure_words")
    folded = fold_all(line["value"].replace("%", "percentsign") for _, line in listed)
    for (place, line), word in zip(listed, folded, strict=True):
        means = line["means"]
        if means in _MARKS:
            words[means][word] = means
        elif means in APPROXIMATIONS:
            words["approximation"][word] = means
        else:
            shares[word] = _share(place, means)
    return FigureRules(rules, words, shares)


def _share(place: str, means: str) -> float:
    try:
        return float(means)
    except ValueError:
        do = f"Use a number of per cent, {', '.join((*_MARKS, *APPROXIMATIONS))}."
        raise Fault(place, f"means is {means!r}", do) from None
