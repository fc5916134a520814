"""Invented decisions put together from the pieces of decisions.yml, each with what it says; sentences of reports."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
EACH = 3  # decisions for each ending
FIELDS = ("reference", "session", "decided_on", "instrument", "respondent_country", "outcome", "grounds")
AGAINST = ("non_compliant", "compliant_with_update")


@dataclass(frozen=True)
class Decision:
    """A text, and what it says of each of FIELDS (None: nothing)."""

    text: str
    says: dict[str, Any]


def decisions() -> list[Decision]:
    """Every ending with several headings, facts, arguments and findings."""
    pieces = yaml.safe_load((HERE / "decisions.yml").read_text("utf8"))
    return [decision for parts in pieces.values() for decision in _of(parts)]


def sentences() -> list[dict[str, Any]]:
    """Sentences (`said`) and the figures they report."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "reports.yml").read_text("utf8"))
    return found


def _of(parts: dict[str, Any]) -> list[Decision]:
    made = []
    for number, ending in enumerate(ending for ending in parts["endings"] for _ in range(EACH)):
        heading = parts["headings"][number % len(parts["headings"])]
        facts = parts["facts"][(number * 3 + number // 7) % len(parts["facts"])]
        argument = parts["arguments"][number % len(parts["arguments"])]
        findings = parts["findings"][ending["side"]]
        finding = findings[number % len(findings)]
        says = dict.fromkeys(FIELDS) | heading["says"] | facts["says"] | finding["says"] | ending["says"]
        if says["outcome"] not in AGAINST:
            says["grounds"] = None
        texts = [heading["text"], facts["text"], argument, finding["text"], ending["text"]]
        made.append(Decision("\n".join(text for text in texts if text), _as_text(says)))
    return made


def _as_text(says: dict[str, Any]) -> dict[str, Any]:
    return says | {"decided_on": str(says["decided_on"])} if says["decided_on"] else says
