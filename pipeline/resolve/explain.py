"""`article3 explain`: why two records were taken for one person or not, in words and bits."""

import math
from collections.abc import Iterable

import duckdb

from pipeline.errors import Fault
from pipeline.resolve.clusters import AUTOMATIC
from pipeline.resolve.comparisons import COMPARISONS
from pipeline.resolve.people import SAME_DAY
from pipeline.resolve.scoring import prior

# The descriptions of what was given: a record, a request, complaint or message by its id or reference, or a person.
GIVEN = """
with named as (
    select request_id as resolved_id, upper(reference) as reference from resolved.requests
    union all select complaint_id, upper(reference) from resolved.complaints
    union all select message_id, upper(reference) from resolved.messages
),
records as (
    select record_id from resolved.links where record_id = $given or person_id = $given
    union
    select members.record_id from resolved.members inner join named on members.resolved_id = named.resolved_id
    where named.resolved_id = $given or named.reference = upper($given)
)
select described.description_id, min(links.person_id), min(links.decided_by)
from records
inner join resolved.described on records.record_id = described.record_id
inner join resolved.links on records.record_id = links.record_id
group by described.description_id
order by described.description_id
"""
CLOSEST = """
select left_id, right_id from resolved.candidate_pairs
where (left_id in (select unnest($ones)) and right_id in (select unnest($others)))
    or (right_id in (select unnest($ones)) and left_id in (select unnest($others)))
order by match_probability desc, left_id, right_id limit 1
"""


def explain(con: duckdb.DuckDBPyConnection, first: str, second: str) -> str:
    """What speaks for and against two records, cases or people being one person. Fault where one of them names nobody.

    A bit doubles the odds; ten bits are a thousand to one. Of several descriptions the likeliest pair is told.
    """
    ones, others = _described(con, first), _described(con, second)
    one, other = _closest(con, ones, others)
    (person, how), (other_person, other_how) = (ones | others)[one], (ones | others)[other]
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
    level_of = dict(zip((comparison.name for comparison in COMPARISONS), levels, strict=True))
    aside = _aside(person == other_person, probability, level_of["name"], level_of["birth"])
    return "\n".join([head, *lines, total, *aside])


def _described(con: duckdb.DuckDBPyConnection, given: str) -> dict[str, tuple[str, str]]:
    """(person, who decided) of each description of what was given."""
    rows = con.execute(GIVEN, {"given": given}).fetchall()
    if not rows:
        raise Fault(
            given,
            "is no record that names a person",
            "Give a record_id, a person_id, or the id or reference of a request, complaint or message.",
        )
    return {one: (person, how) for one, person, how in rows}


def _closest(con: duckdb.DuckDBPyConnection, ones: Iterable[str], others: Iterable[str]) -> tuple[str, str]:
    """Of all pairs of descriptions the likeliest that was compared; a description both have; else the first two."""
    ones, others = list(ones), list(others)
    if shared := sorted(set(ones) & set(others)):
        return shared[0], shared[0]
    row = con.execute(CLOSEST, {"ones": ones, "others": others}).fetchone()
    return (row[0], row[1]) if row else (ones[0], others[0])


def _aside(together: bool, probability: float, name: int, birth: int) -> list[str]:
    """A line where the pair alone would have been decided the other way."""
    if together and probability < AUTOMATIC:
        return ["The pair alone would not be joined: other descriptions of the person tie the two."]
    if together or probability < AUTOMATIC:
        return []
    if name == 0 and birth != SAME_DAY:
        return ["A rule keeps them apart: wholly different names are joined only where born the same day."]
    return ["A rule on groups or a judgement keeps them apart, see docs/decisions/linkage.md."]


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
