"""`article3 explain`: why two records were taken for one person or not, in words and bits."""

import math

import duckdb

from pipeline.errors import Fault
from pipeline.resolve.comparisons import COMPARISONS
from pipeline.resolve.scoring import prior

RECORD = """
select described.description_id, links.person_id, links.decided_by
from resolved.described inner join resolved.links on described.record_id = links.record_id
where described.record_id = ?
"""


def explain(con: duckdb.DuckDBPyConnection, first: str, second: str) -> str:
    """What speaks for and against two records being one person. Fault where one of them names nobody.

    A bit doubles the odds; ten bits are a thousand to one.
    """
    (one, person, how), (other, other_person, other_how) = _record(con, first), _record(con, second)
    together = "Taken for one person" if person == other_person else "Taken for two people"
    if one == other:
        return f"{together}: the same name in one spelling and the same birth date, or the same case (rule)."
    decided = sorted({how, other_how} - {"rule"}) or ["rule"]
    head = f"{together} (decided by: {', '.join(decided)})."
    found = con.execute(
        f"select {', '.join(_quoted(one.name) for one in COMPARISONS)}, match_probability, match_weight, band "
        "from resolved.candidate_pairs where left_id = least(?, ?) and right_id = greatest(?, ?)",
        [one, other, one, other],
    ).fetchone()
    if found is None:
        return f"{head}\nThe two descriptions agree in nothing that would make them worth comparing."
    *levels, probability, weight, band = found
    lines = [f"{_prior(con):+7.1f} bits  two descriptions taken at random"]
    for comparison, level in zip(COMPARISONS, levels, strict=True):
        lines.append(_line(con, comparison.name, level, (one, other)))
    total = f"{weight:+7.1f} bits  in all: probability {probability:.4f}, band {band}"
    return "\n".join([head, *lines, total])


def _record(con: duckdb.DuckDBPyConnection, record_id: str) -> tuple[str, str, str]:
    row = con.execute(RECORD, [record_id]).fetchone()
    if row is None:
        raise Fault(record_id, "is no record that names a person", "Take a record_id from resolved.links.")
    return row[0], row[1], row[2]


def _prior(con: duckdb.DuckDBPyConnection) -> float:
    row = con.execute("select count(*) from resolved.descriptions").fetchone()
    chance = prior(row[0] if row else 0)
    return math.log2(chance / (1 - chance))


def _line(con: duckdb.DuckDBPyConnection, comparison: str, level: int, pair: tuple[str, str]) -> str:
    """One comparison: its bits and what was found. A common name counts for less than a rare one."""
    if level < 0:
        return f"{0:+7.1f} bits  {comparison}: one of the two does not say"
    row = con.execute(
        "select says, m, u from resolved.linkage_weights where comparison = ? and level = ?", [comparison, level]
    ).fetchone()
    if row is None:
        raise Fault("resolved.linkage_weights", f"lacks level {level} of {comparison}", "Run `article3 resolve` again.")
    says, m, u = row
    if comparison == "name" and level == max(_levels("name")):
        common = con.execute(
            "select max(tf_skeleton) from resolved.descriptions where description_id in (?, ?)", [*pair]
        ).fetchone()
        u = common[0] if common and common[0] else u
    return f"{math.log2(m / u):+7.1f} bits  {comparison}: {says}"


def _levels(name: str) -> range:
    return range(len(next(one for one in COMPARISONS if one.name == name).levels))


def _quoted(column: str) -> str:
    return f'"{column}"'
