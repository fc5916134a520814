"""Who is whom: `resolved.links` from the scored pairs, the rules on groups and what people decided."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.clusters import AUTOMATIC, Edge, Groups, Pair, cluster
from pipeline.resolve.judgements import DIFFERENT, SAME, Judgement, standing

# The level of resolved.candidate_pairs.birth for two equal whole dates.
SAME_DAY = 7

RULE, MODEL, PERSON = "rule", "model", "person"
LINK_COLUMNS = {
    "record_id": pl.String,
    "record_table": pl.String,
    "person_id": pl.String,
    "match_probability": pl.Float64,
    "decided_by": pl.String,
}


def link(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> None:
    """Make `resolved.links`: for each record that names a person, the person, how likely, and who decided.

    match_probability   from 0 to 1; 1.0 where a rule or a person decided
    decided_by          rule (its description alone), model (joined to others by likeness) or person (by a judgement)
    """
    records, judged = judged_records(con, judgements)
    warehouse.write_table(con, "resolved.links", links(records, groups(read_pairs(con, AUTOMATIC), judged, AUTOMATIC)))


def judged_records(
    con: duckdb.DuckDBPyConnection, judgements: list[Judgement]
) -> tuple[pl.DataFrame, dict[str, list[Pair]]]:
    """(record_id, record_table and description_id of each record; pairs of descriptions judged same and different)."""
    records = con.sql("select record_id, record_table, description_id from resolved.described order by record_id").pl()
    answers = standing(judgements)
    records = _parted(records, answers)
    ids = _ids(records, answers)
    judged = {
        answer: sorted(
            {_ordered(ids[a], ids[b]) for (a, b), said in answers.items() if said == answer and {a, b} <= ids.keys()}
        )
        for answer in (SAME, DIFFERENT)
    }
    return records, judged


def _parted(records: pl.DataFrame, answers: dict[Pair, str]) -> pl.DataFrame:
    """Records of one description that a person called different: the second stands apart from it."""
    ids = _ids(records, answers)
    apart = {b for (a, b), answer in answers.items() if answer == DIFFERENT and a in ids and ids[a] == ids.get(b)}
    own = pl.col("description_id") + " " + pl.col("record_id")
    return records.with_columns(
        description_id=pl.when(pl.col("record_id").is_in(sorted(apart))).then(own).otherwise("description_id")
    )


def _ids(records: pl.DataFrame, answers: Iterable[Pair]) -> dict[str, str]:
    """The description of each record that somebody judged."""
    judged = sorted({one for pair in answers for one in pair})
    return dict(records.filter(pl.col("record_id").is_in(judged)).select("record_id", "description_id").rows())


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Pairs:
    """What groups are made of.

    edges    pairs likely enough to be joined
    births   birth date of each description in an edge, as precise as it is
    scores   probability of every pair with a description that is in an edge
    """

    edges: list[Edge]
    births: dict[str, str]
    scores: dict[Pair, float]


def read_pairs(con: duckdb.DuckDBPyConnection, least: float) -> Pairs:
    """The pairs with a probability of at least `least`."""
    # wholly different names are joined only where both were born the same day
    edges = con.execute(
        f"""
        select left_id, right_id, match_probability from resolved.candidate_pairs
        where match_probability >= ? and not (name = 0 and birth <> {SAME_DAY})
        """,
        [least],
    ).fetchall()
    con.execute("create or replace temp table in_edges (description_id varchar)")
    con.execute(
        "insert into in_edges select distinct unnest([left_id, right_id]) from resolved.candidate_pairs "
        "where match_probability >= ?",
        [least],
    )
    births = con.execute(
        "select description_id, birth_date_text from resolved.descriptions semi join in_edges using (description_id)"
    ).fetchall()
    scores = con.execute(
        """
        select left_id, right_id, match_probability from resolved.candidate_pairs
        where left_id in (from in_edges) or right_id in (from in_edges)
        """
    ).fetchall()
    con.execute("drop table in_edges")
    return Pairs(
        [Edge(*edge) for edge in edges], dict(births), {(left, right): chance for left, right, chance in scores}
    )


def groups(pairs: Pairs, judged: dict[str, list[Pair]], least: float) -> Groups:
    """The groups of all descriptions that are joined to any other, by pairs with a probability of at least `least`."""
    return cluster(
        [edge for edge in pairs.edges if edge.probability >= least],
        pairs.births,
        pairs.scores,
        judged[SAME],
        [pair for pair in judged[DIFFERENT] if pair[0] != pair[1]],
    )


def person_id(first: pl.Expr) -> pl.Expr:
    """The person named after a description: the first of its group in order of id."""
    return "p" + first.str.replace_all(" ", "-").str.slice(1)


def links(records: pl.DataFrame, groups: Groups) -> pl.DataFrame:
    """Each record with its person.

    Named after the first description of its group; that of most records is the one joined to.
    """
    joined = pl.Series(sorted(groups.group_of), dtype=pl.String).to_frame("description_id")
    sizes = dict(records.join(joined, on="description_id", how="semi").group_by("description_id").len().rows())
    rows = []
    for members in groups.members.values():
        first = min(members)
        core = max(members, key=lambda one: (sizes.get(one, 0), one))
        for one in members:
            probability, by_person = groups.joined_at.get(one) or groups.joined_at.get(core) or (1.0, False)
            decided_by = RULE if one == core or len(members) == 1 else PERSON if by_person else MODEL
            rows.append((one, first, 1.0 if decided_by == RULE else probability, decided_by))
    schema = {"description_id": pl.String, "first": pl.String, "match_probability": pl.Float64, "decided_by": pl.String}
    placed = records.join(pl.DataFrame(rows, schema, orient="row"), on="description_id", how="left")
    return placed.select(
        "record_id",
        "record_table",
        person_id=person_id(pl.coalesce("first", "description_id")),
        match_probability=pl.col("match_probability").fill_null(1.0),
        decided_by=pl.col("decided_by").fill_null(RULE),
    ).sort("record_table", "record_id")
