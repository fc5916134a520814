"""`resolved.links_at`: who would be whom if pairs were joined from another probability on.

Nothing is scored again: the pairs are those of `resolved.candidate_pairs`, the rules on groups and what people judged
are the same. Only records that would be of another person than in `resolved.links` have a row.
"""

from collections.abc import Iterable

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.clusters import Groups, Pair
from pipeline.resolve.judgements import SAME, Judgement
from pipeline.resolve.people import Pairs, groups, judged_records, person_id, read_pairs

# What a threshold is called, and the least probability that joins.
THRESHOLDS = {"0.99": 0.99, "0.95": 0.95, "0.70": 0.70, "0.50": 0.50}
# Nothing is joined but by rule and by people.
RULE = "rule"


def link_at(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> None:
    """Make `resolved.links_at` from `resolved.candidate_pairs`, `resolved.described` and `resolved.links`."""
    records, judged = judged_records(con, judgements)
    published = con.sql("select record_id, person_id as published from resolved.links").pl()
    records = records.select("record_id", "description_id").join(published, on="record_id")
    pairs = in_doubt(read_pairs(con, min(THRESHOLDS.values())), judged[SAME])
    doubtful = {one for edge in pairs.edges for one in edge.pair}
    by_people = records.join(_named(groups(Pairs([], {}, {}), judged, 1.0), ()), on="description_id", how="left")
    frames = [_moved(RULE, by_people.with_columns(first=pl.coalesce("first", "description_id")))]
    for name, least in THRESHOLDS.items():
        named = _named(groups(pairs, judged, least), doubtful)
        frames.append(_moved(name, records.join(named, on="description_id")))
    warehouse.write_table(con, "resolved.links_at", pl.concat(frames).sort("threshold", "record_id"))


def _moved(threshold: str, records: pl.DataFrame) -> pl.DataFrame:
    """Records whose person, named after `first`, is another than the published one."""
    records = records.with_columns(person_id=person_id(pl.col("first")), threshold=pl.lit(threshold))
    return records.filter(pl.col("person_id") != pl.col("published")).select("threshold", "record_id", "person_id")


def _named(found: Groups, others: Iterable[str]) -> pl.DataFrame:
    """`description_id` and `first`, the one its group is named after; `others` stand alone if in no group."""
    first = {one: one for one in others}
    first |= {one: min(members) for members in found.members.values() for one in members}
    return pl.DataFrame(sorted(first.items()), {"description_id": pl.String, "first": pl.String}, orient="row")


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
