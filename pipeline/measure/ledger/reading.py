"""A claim, and the ways to read it that a person has written down."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from pipeline import yaml_nodes
from pipeline.errors import Fault
from pipeline.measure.ledger.verdict import OPERATORS

_CONTRADICTS = re.compile(r"contradicts (C\d+)")
EVIDENCE = ("records", "published")
_FROM_CLAIM = ("measure", "basis", "unit", "country", "comparator", "period", "operator", "value", "tolerance")


@dataclass(frozen=True)
class Claim:
    """One row of data/raw/published/claims.csv."""

    id: str
    claim: str
    reported_by: str
    measure: str
    basis: str
    country: str
    comparator: str
    period: str
    operator: str
    value: float | None
    tolerance: float | None
    unit: str
    kind: str
    note: str

    @property
    def contradicts(self) -> tuple[str, ...]:
        """The claims its note says it contradicts; `table` adds the other direction."""
        return tuple(_CONTRADICTS.findall(self.note))


@dataclass(frozen=True)
class Reading:
    """One way to put a claim to the evidence, as data/raw/hand/claim_readings.yml says it.

    Measure, basis, unit, country, comparator, period, operator, value and tolerance are the claim's where left out.
    ask          the question: a key of `questions.QUESTIONS`
    window       a window of comparisons.yml; or first_year and last_year; or neither for all years
    dated        the column that holds the day, or an ISO prefix of it, where rows of a table are counted
    condition    what a row must fulfil (SQL), where rows of a table are counted
    needs        the table that must hold rows for the question to have a meaning; else the counted table itself
    settles      false where what is found bears on the claim without being what it speaks of
    """

    claim: str
    reading: str
    evidence: str
    ask: str
    measure: str
    basis: str
    unit: str
    country: str
    comparator: str
    period: str
    operator: str
    value: float | None
    tolerance: float | None
    instrument: str = "WANTED"
    year_basis: str = ""
    window: str = ""
    first_year: int | None = None
    last_year: int | None = None
    dated: str = ""
    condition: str = ""
    needs: str = ""
    settles: bool = True
    note: str = ""


def claims(con: duckdb.DuckDBPyConnection) -> list[Claim]:
    """All claims of raw.claims in the order of their id. Raises Fault where an operator is not known."""
    numeric = {"value", "tolerance"}
    chosen = ", ".join(
        f"try_cast({f.name} as double)" if f.name in numeric else f"coalesce({f.name}::varchar, '')"
        for f in fields(Claim)
    )
    found = [Claim(*row) for row in con.sql(f"select {chosen} from raw.claims order by id").fetchall()]
    for claim in found:
        if claim.operator not in OPERATORS:
            raise Fault(
                "claims.csv", f"{claim.id} has the operator '{claim.operator}'", f"Known: {', '.join(OPERATORS)}."
            )
    return found


def readings(path: Path, known: list[Claim], questions: tuple[str, ...]) -> list[Reading]:
    """Every reading of the known claims, in the order of the file; none where the file is not there.

    Raises Fault with the line where a claim, a question or a key is not known.
    """
    if not path.exists():
        return []
    by_id = {claim.id: claim for claim in known}
    written = yaml_nodes.read(path, path.name).keys()
    found = []
    for claim_id, node in written.items():
        if claim_id not in by_id:
            raise node.fault(f"there is no claim '{claim_id}'", "Take it away, or add the claim to claims.csv.")
        found += [_reading(item, by_id[claim_id], questions) for item in node.items()]
    return found


def _reading(node: yaml_nodes.Node, claim: Claim, questions: tuple[str, ...]) -> Reading:
    allowed = [f.name for f in fields(Reading) if f.name != "claim"]
    said = node.keys(allowed, needed=("reading", "evidence", "ask"))
    said["ask"].one_of(questions, "question")
    said["evidence"].one_of(EVIDENCE, "kind of evidence")
    if "operator" in said:
        said["operator"].one_of(tuple(OPERATORS), "operator")
    taken = {name: getattr(claim, name) for name in _FROM_CLAIM}
    values = {**taken, **{name: item.value() for name, item in said.items()}}
    return Reading(claim=claim.id, **values)
