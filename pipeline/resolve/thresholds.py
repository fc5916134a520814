"""`resolved.links_at`: who would be whom if pairs were joined from another probability on.

Nothing is scored again: the pairs are those of `resolved.candidate_pairs`, the rules on groups and what people judged
are the same. Only records that would be of another person than in `resolved.links` have a row.
"""

from collections.abc import Iterable

import duckdb
import polars as pl

from pipeline.resolve.clusters import Groups, Pair
from pipeline.resolve.judgements import SAME, Judgement
from pipeline.resolve.people import Pairs, groups, know_records, read_pairs

# What a threshold is called, and the least probability that joins.
THRESHOLDS = {"0.99": 0.99, "0.95": 0.95, "0.70": 0.70, "0.50": 0.50}
# Nothing is joined but by rule and by people.
RULE = "rule"
# Whom each description in doubt would be named after at each threshold; of all others none moves.
MOVED = """
create or replace table resolved.links_at as
select
    named.threshold,
    records.record_id,
    person_named(named.first) as person_id
from known_records as records
inner join named on records.description_id = named.description_id
inner join resolved.links on records.record_id = links.record_id
where person_named(named.first) <> links.person_id
order by named.threshold, records.record_id
"""
# Descriptions that are of a person named after another one.
ELSEWHERE = """
select distinct records.description_id
from known_records as records
inner join resolved.links on records.record_id = links.record_id
where person_named(records.description_id) <> links.person_id
"""


def link_at(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> None:
    """Make `resolved.links_at` from `resolved.candidate_pairs`, `resolved.described` and `resolved.links`."""
    judged = know_records(con, judgements)
    pairs = in_doubt(read_pairs(con, min(THRESHOLDS.values())), judged[SAME])
    doubtful = {one for edge in pairs.edges for one in edge.pair}
    elsewhere = [one for (one,) in con.execute(ELSEWHERE).fetchall()]
    frames = [_named(RULE, groups(Pairs([], {}, {}), judged, 1.0), elsewhere)]
    frames += [_named(name, groups(pairs, judged, least), doubtful) for name, least in THRESHOLDS.items()]
    con.register("named", pl.concat(frames).to_arrow())
    con.execute(MOVED)
    con.unregister("named")


def _named(threshold: str, found: Groups, others: Iterable[str]) -> pl.DataFrame:
    """`description_id` and `first`, the one its group is named after; `others` stand alone if in no group."""
    first = {one: one for one in others}
    first |= {one: min(members) for members in found.members.values() for one in members}
    rows = [(threshold, one, name) for one, name in sorted(first.items())]
    return pl.DataFrame(rows, dict.fromkeys(("threshold", "description_id", "first"), pl.String), orient="row")


def in_doubt(pairs: Pairs, same: Iterable[Pair]) -> Pairs:
    """The pairs of those groups that may differ between thresholds, or that a judgement reaches.

    Where every edge is surer than all thresholds a group is the same at each of them.
    """
    same = list(same)
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.setdefault(one, one) != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for left, right in [edge.pair for edge in pairs.edges] + same:
        first, second = sorted((find(left), find(right)))
        root[second] = first
    surest = max(THRESHOLDS.values())
    doubtful = {find(edge.left) for edge in pairs.edges if edge.probability < surest} | {find(one) for one, _ in same}
    return Pairs([edge for edge in pairs.edges if find(edge.left) in doubtful], pairs.births, pairs.scores)
