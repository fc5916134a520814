"""The choices of data/raw/hand/specifications.yml: questions, and all the ways to count each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from pipeline import yaml_nodes
from pipeline.measure.tables.desk import Desk

CHOICES_FILE = "specifications.yml"
QUESTIONS = ("complaints", "passed", "overturned")
ALLOWED = {
    "count": ("cases", "persons", "per_circulated", "per_submitted"),
    "basis": ("checked", "submitted", "received", "with_data", "on_merits", "broad", "modified"),
    "clock": ("requested", "checked", "received", "decided"),
    "instrument": (
        "ALL",
        "WANTED",
        "red_notice",
        "red_diffusion",
        "blue_notice",
        "yellow_notice",
        "green_notice",
        "other",
    ),
    "duplicates": ("merged", "every_listing"),
    "linkage": ("0.70", "0.50", "0.95", "0.99", "rule"),
    "period": (),
}
Choice = dict[str, str]


@dataclass(frozen=True)
class Question:
    """One headline statement.

    accept    least and greatest value that bears the statement out, both included; None is no end
    headline  the choice made in each respect;  choices  what could have been chosen
    """

    name: str
    says: str
    accept: tuple[float | None, float | None]
    headline: Choice
    choices: dict[str, tuple[str, ...]]

    def ways(self) -> Iterator[Choice]:
        """Every combination that makes sense, the last respect changing fastest."""
        for values in product(*self.choices.values()):
            way = dict(zip(self.choices, values, strict=True))
            if not (way.get("basis") == "received" and way["clock"] == "decided") and self._links(way):
                yield way

    def _links(self, way: Choice) -> bool:
        """Who is the same person makes no difference where cases are counted: then the linkage is the headline's."""
        return way.get("count") == "persons" or way.get("linkage") == self.headline.get("linkage")

    def agrees(self, value: float) -> bool:
        """Whether a value bears the statement out."""
        low, high = self.accept
        return (low is None or value >= low) and (high is None or value <= high)

    def spans(self, low: float, high: float) -> bool:
        """Whether both answers lie between low and high."""
        inside = (self.accept[0] is None or low >= self.accept[0]) and (
            self.accept[1] is None or high <= self.accept[1]
        )
        outside = (self.accept[0] is not None and high < self.accept[0]) or (
            self.accept[1] is not None and low > self.accept[1]
        )
        return not (inside or outside)


def questions(desk: Desk) -> list[Question]:
    """The questions in the order of the file, none where there is no file. Fault with the line of what is wrong."""
    path = desk.settings.hand / CHOICES_FILE
    if not path.exists():
        return []
    written = yaml_nodes.read(path, CHOICES_FILE).keys(QUESTIONS)
    return [_question(desk, name, node) for name, node in written.items()]


def _question(desk: Desk, name: str, node: yaml_nodes.Node) -> Question:
    said = node.keys(("says", "accept", "headline", "choices"), ("says", "accept", "headline", "choices"))
    s = desk.subject
    words = {"instrument": s.instrument, "window": s.window, "year": str(s.year)}
    choices = {
        respect: tuple(_allowed(item, respect, words) for item in items.items())
        for respect, items in said["choices"].keys(ALLOWED).items()
    }
    headline = {
        respect: _allowed(item, respect, words) for respect, item in said["headline"].keys(choices, choices).items()
    }
    for respect, chosen in headline.items():
        if chosen not in choices[respect]:
            raise said["headline"].fault(f"'{chosen}' is not among the choices of {respect}", "Add it to them.")
    ends = [None if end.is_empty else float(end.text()) for end in said["accept"].items()]
    if len(ends) != 2:
        raise said["accept"].fault("accept does not hold two ends", "Write it as [0.45, 0.55] or [1, null].")
    told = said["says"].text().format(country=s.name, comparator=s.other, **words)
    return Question(name, told, (ends[0], ends[1]), headline, choices)


def _allowed(item: yaml_nodes.Node, respect: str, words: dict[str, str]) -> str:
    chosen = item.text().format(**words)
    if ALLOWED[respect] and chosen not in ALLOWED[respect]:
        raise item.fault(f"'{chosen}' is no choice of {respect}", f"Known: {', '.join(ALLOWED[respect])}.")
    return chosen
