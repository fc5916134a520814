"""The rules by which a decision of the Commission is read: data/raw/hand/vocabulary/decision_rules.csv."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.stage.rules import HOLDERS, Rules, load_rules, values_of

PARTS = frozenset({"procedure", "data", "claims", "law", "findings", "operative"})

# What each field of a line speaks of, and what it may mean.
FIELDS = {
    "document_kind": values_of("document_kind"),
    "part": PARTS,  # what a heading begins
    "erase": None,  # words that are read as nothing: "the request for deletion of the data"
    "passing": None,  # sentences that only ask, claim, suppose or recall
    "concludes": None,  # the Commission itself comes to a conclusion
    "adverse": None,  # words that are against the data
    "denied": None,  # and words that take them back
    "about": None,  # the data that the case is about are named
    "outcome": values_of("outcome"),
    "ground": values_of("ground"),
    "instrument": values_of("instrument"),
    "reference": None,  # on the sentence as written, not folded: {reference} is the number
    "session": None,
    "respondent": None,
    "decided_on": frozenset({"day", "month", "year"}),
}

_REFERENCE = {"{reference}": r"([\p{L}\p{N}][\p{L}\p{N}/._\-–\[\]…]*(?: ?\[[^\]]{1,12}\])*)"}


@dataclass(frozen=True)
class DecisionRules:
    """Rules by field, see FIELDS."""

    of: Rules


def load_decision_rules(folder: Path) -> DecisionRules:
    """Fault with file and line where one of them cannot be used."""
    return DecisionRules(load_rules(folder, "decision_rules", FIELDS, HOLDERS | _REFERENCE, ("reference",)))
