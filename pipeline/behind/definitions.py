"""What each published figure counts: data/raw/hand/definitions.yml, read."""

from dataclasses import dataclass

from pipeline import yaml_nodes
from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.yaml_nodes import Node

CLOCKS = ("requested", "received", "decided", "sent")


@dataclass(frozen=True)
class Side:
    """The numerator or the denominator: in words, and as a condition that marks rows of one table."""

    means: str
    table: str
    where: str


@dataclass(frozen=True)
class Definition:
    """One figure: a measure on one basis (of a rate) or in one unit (of a count, which has no denominator)."""

    measure: str
    basis: str
    means: str
    model: str
    cautions: tuple[str, ...]
    numerator: Side
    denominator: Side | None
    clocks: tuple[str, ...]

    @property
    def is_rate(self) -> bool:
        return self.denominator is not None


def read(settings: Settings) -> dict[str, dict[str, Definition]]:
    """Definitions by measure and basis. Fault where the file is missing or not of this shape, with the line."""
    path = settings.hand / "definitions.yml"
    if not path.exists():
        raise Fault(path.name, "is not in the folder of what people typed", "Copy it there from data/raw/hand.")
    measures = yaml_nodes.read(path, path.name).keys()
    return {name: _measure(name, node) for name, node in measures.items()}


def _measure(name: str, node: Node) -> dict[str, Definition]:
    parts = node.keys(known=("is", "model", "caution", "bases"), needed=("is", "model", "bases"))
    caution = parts["caution"].text() if "caution" in parts else ""
    found = {}
    for basis, inner in parts["bases"].keys().items():
        said = inner.keys(known=("numerator", "denominator", "clocks", "caution"), needed=("numerator", "clocks"))
        more = said["caution"].text() if "caution" in said else ""
        found[basis] = Definition(
            measure=name,
            basis=basis,
            means=parts["is"].text(),
            model=parts["model"].text(),
            cautions=tuple(part for part in (caution, more) if part),
            numerator=_side(said["numerator"]),
            denominator=_side(said["denominator"]) if "denominator" in said else None,
            clocks=tuple(clock.one_of(CLOCKS, "clock") for clock in said["clocks"].items()),
        )
    return found


def _side(node: Node) -> Side:
    parts = node.keys(known=("is", "table", "where"), needed=("is", "table", "where"))
    return Side(parts["is"].text(), parts["table"].text(), parts["where"].text())
