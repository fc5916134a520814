"""Who is whom: `resolved.links` from the scored pairs, the rules on groups and what people decided."""

from dataclasses import dataclass

import duckdb
import polars as pl

from pipeline.resolve.clusters import AUTOMATIC, Edge, Groups, Pair, cluster
from pipeline.resolve.judgements import DIFFERENT, SAME, Judgement, standing

# The level of resolved.candidate_pairs.birth for two equal whole dates.
SAME_DAY = 7

RULE, MODEL, PERSON = "rule", "model", "person"
# The descriptions that are joined to another or named after another; all others are a person of their own.
JOINED = {
    "description_id": pl.String,
    "first": pl.String,
    "match_probability": pl.Float64,
    "decided_by": pl.String,
}
# Records are many and few are joined: what is joined is worked out in Python, each record is placed in SQL.
LINKS = f"""
create or replace table resolved.links as
select
    records.record_id,
    records.record_table,
    person_named(coalesce(joined.first, records.description_id)) as person_id,
    coalesce(joined.match_probability, 1.0) as match_probability,
    coalesce(joined.decided_by, '{RULE}') as decided_by
from known_records as records
left join joined on records.description_id = joined.description_id
order by records.record_table, records.record_id
"""


def link(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> None:
    """Make `resolved.links`: for each record that names a person, the person, how likely, and who decided.

    match_probability   from 0 to 1; 1.0 where a rule or a person decided
    decided_by          rule (its description alone), model (joined to others by likeness) or person (by a judgement)
    """
    judged = know_records(con, judgements)
    con.register("joined", joined(con, groups(read_pairs(con, AUTOMATIC), judged, AUTOMATIC)).to_arrow())
    con.execute(LINKS)
    con.unregister("joined")


def know_records(con: duckdb.DuckDBPyConnection, judgements: list[Judgement]) -> dict[str, list[Pair]]:
    """Pairs of descriptions judged same and different; makes the view `known_records` and the macro `person_named`.

    known_records   record_id, record_table and description_id of each record. Of two records of one description that
                    a person called different the second stands apart from it
    person_named    the person named after a description
    """
    answers = standing(judgements)
    records = sorted({one for pair in answers for one in pair})
    ids = dict(
        con.execute(
            "select record_id, description_id from resolved.described where record_id in (select unnest(?::varchar[]))",
            [records],
        ).fetchall()
    )
    apart = {b for (a, b), answer in answers.items() if answer == DIFFERENT and a in ids and ids[a] == ids.get(b)}
    ids |= {one: f"{ids[one]} {one}" for one in apart}
    con.execute("create or replace temp table set_apart as select unnest(?::varchar[]) as record_id", [sorted(apart)])
    con.execute("""
        create or replace temp view known_records as
        select record_id, record_table,
            case when record_id in (from set_apart) then concat(description_id, ' ', record_id) else description_id end
                as description_id
        from resolved.described
    """)
    con.execute("create or replace temp macro person_named(first) as 'p' || substr(replace(first, ' ', '-'), 2)")
    return {
        answer: sorted(
            {_ordered(ids[a], ids[b]) for (a, b), said in answers.items() if said == answer and {a, b} <= ids.keys()}
        )
        for answer in (SAME, DIFFERENT)
    }


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


def joined(con: duckdb.DuckDBPyConnection, groups: Groups) -> pl.DataFrame:
    """The JOINED descriptions. `first` names the person: the first description of its group in order of id.

    That of most records is the one the others are joined to.
    """
    frame = pl.Series("description_id", sorted(groups.group_of), dtype=pl.String).to_frame()
    con.register("in_groups", frame.to_arrow())
    sizes = dict(
        con.execute(
            "select description_id, count(*) from known_records semi join in_groups using (description_id) group by all"
        ).fetchall()
    )
    con.unregister("in_groups")
    rows = []
    for members in groups.members.values():
        first = min(members)
        core = max(members, key=lambda one: (sizes.get(one, 0), one))
        for one in members:
            probability, by_person = groups.joined_at.get(one) or groups.joined_at.get(core) or (1.0, False)
            decided_by = RULE if one == core or len(members) == 1 else PERSON if by_person else MODEL
            rows.append((one, first, 1.0 if decided_by == RULE else probability, decided_by))
    return pl.DataFrame(rows, JOINED, orient="row")
