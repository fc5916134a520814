"""Claims that contradict each other, and what must be assumed for it: data/raw/hand/claim_conflicts.yml."""

from pathlib import Path

from pipeline import yaml_nodes
from pipeline.measure.ledger.reading import Claim


def conditions(path: Path, known: list[Claim]) -> dict[frozenset[str], str]:
    """Two claims -> under which reading they contradict each other; none where the file is not there.

    Raises Fault with the line where a claim is not known, or where claims.csv calls the two no contradiction.
    """
    if not path.exists():
        return {}
    said = {frozenset((claim.id, other)) for claim in known for other in claim.contradicts}
    found = {}
    for node in yaml_nodes.read(path, path.name, may_be_empty=True).items():
        parts = node.keys(known=("claims", "only_if"), needed=("claims", "only_if"))
        pair = frozenset(item.one_of(tuple(claim.id for claim in known), "claim") for item in parts["claims"].items())
        if pair not in said:
            raise node.fault(
                f"no note of claims.csv says that {' and '.join(sorted(pair))} contradict each other",
                "Name two of which one has the note `contradicts …`.",
            )
        found[pair] = parts["only_if"].text()
    return found


def of(claim: Claim, known: list[Claim], only_if: dict[frozenset[str], str]) -> tuple[list[str], str | None]:
    """The claims that one contradicts, in order, and under which readings; None where no condition is stated."""
    against = sorted(set(claim.contradicts) | {other.id for other in known if claim.id in other.contradicts})
    told = dict.fromkeys(only_if.get(frozenset((claim.id, other)), "") for other in against)
    return against, "; ".join(filter(None, told)) or None
