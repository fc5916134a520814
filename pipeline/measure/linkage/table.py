"""`measures.linkage_intervals`: counts of persons and of sequences over many draws of who is whom.

The interval says only what doubtful links do to the count. It holds 95 of 100 draws; where no link in doubt touches a
count, both
ends are the count. Sequences are found by the very SQL of the marts, run on groups of people in doubt in place of
people.
"""

import duckdb
import polars as pl

from pipeline.measure.linkage.partitions import CAUTION, FAINT, contracted, draw
from pipeline.measure.linkage.retold import SEQUENCES, retold

DRAWS, SEED = 200, 4
LOW, HIGH = 0.025, 0.975
KEYS = ["measure", "unit", "country", "instrument"]

# Pairs with the chance that they are one person: what linkage says, its caution taken back; 1 or 0 where a person said.
# Of judgements on several records of the same two descriptions `same` counts, as in resolved.links.
SCORED = """
with judged as (
    select
        least(one.description_id, other.description_id) as left_id,
        greatest(one.description_id, other.description_id) as right_id,
        cast(bool_or(judged.answer = 'same') as double) as chance
    from resolved.judged
    inner join resolved.described as one on judged.record_id_a = one.record_id
    inner join resolved.described as other on judged.record_id_b = other.record_id
    where one.description_id <> other.description_id
    group by all
),
scored as (
    select left_id, right_id, match_probability * ? / (1 + match_probability * (? - 1)) as chance
    from resolved.candidate_pairs where chance >= ?
)
select left_id, right_id, coalesce(judged.chance, scored.chance) as chance
from scored full join judged using (left_id, right_id)
"""
# The person of each description in a pair, or beside another description of its person.
PERSONS = """
with persons as (
    select described.description_id, min(links.person_id) as person_id
    from resolved.described inner join resolved.links on described.record_id = links.record_id
    group by described.description_id
)
select description_id, person_id from persons
qualify count(*) over (partition by person_id) > 1 or description_id in (
    select unnest([left_id, right_id]) from resolved.candidate_pairs where match_probability >= ?
)
"""
# The description that ties a resolved row to its person.
NAMED = """
create or replace temp table named as
select members.resolved_id, links.person_id, min(described.description_id) as description_id
from resolved.members
inner join resolved.links on members.record_id = links.record_id
inner join resolved.described on members.record_id = described.record_id
group by members.resolved_id, links.person_id
"""
# Each row that names a person: its node (what a draw moves as one) and its group (what a draw divides).
PLACED = """
create or replace temp table placed as
select
    named.resolved_id, named.person_id, coalesce(doubt.node, named.person_id) as node,
    coalesce(doubt.doubt_group, named.person_id) as doubt_group
from named left join doubt on named.description_id = doubt.description_id
"""
CASES = """
select 'complainants' as measure, respondent_country as country, is_wanted, complaint_id as resolved_id, person_id
from marts.complaints where is_counted and person_id is not null
union all
select 'overturned', respondent_country, is_wanted, complaint_id, person_id
from marts.complaints where is_counted and overturn_received_num and person_id is not null
"""


def table(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """measure, unit (persons or sequences), country or ALL, instrument (ALL or WANTED), n as published, low, high."""
    _doubts(con)
    frames = [_persons(con), *(_sequences(con, name, later) for name, later in SEQUENCES.items())]
    return pl.concat(frames).sort(KEYS)


def _doubts(con: duckdb.DuckDBPyConnection) -> None:
    """Temp tables `doubt` (description, node, group), `drawn` (draw, node, entity) and `placed`."""
    scored = con.execute(SCORED, [CAUTION, CAUTION, FAINT]).fetchall()
    persons = dict(con.execute(PERSONS, [FAINT / CAUTION]).fetchall())  # no pair of SCORED is below that
    pairs, node_of = contracted(scored, persons)
    doubts = draw(pairs, DRAWS, SEED)
    group_of = {node: group.nodes[0] for group in doubts for node in group.nodes}
    rows = [(one, f"n{node}", f"g{group_of[node]}") for one, node in node_of.items()]
    schema = dict.fromkeys(("description_id", "node", "doubt_group"), pl.String)
    _temporary(con, "doubt", pl.DataFrame(rows, schema, orient="row"))
    numbers = [
        pl.DataFrame({"draw": range(DRAWS), "node": f"n{node}", "entity": group.drawn[:, place]}).with_columns(
            entity=f"g{group.nodes[0]} " + pl.col("entity").cast(pl.String)
        )
        for group in doubts
        for place, node in enumerate(group.nodes)
    ]
    empty = pl.DataFrame(schema={"draw": pl.Int64, "node": pl.String, "entity": pl.String})
    _temporary(con, "drawn", pl.concat([empty, *numbers]))
    con.execute(NAMED)
    con.execute(PLACED)


def _temporary(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("_frame", frame.to_arrow())
    con.execute(f"create or replace temp table {name} as from _frame")
    con.unregister("_frame")


def _persons(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Counts of persons: those out of doubt once, those in doubt in each draw."""
    counted = f"""
        with cases as (
            select cases.*, placed.node, placed.node in (select node from doubt) as is_in_doubt
            from ({CASES}) as cases
            inner join placed on cases.resolved_id = placed.resolved_id and cases.person_id = placed.person_id
        ),
        spread as (
            select
                measure, person_id, node, is_in_doubt, is_wanted,
                unnest(case when country is null then ['ALL'] else ['ALL', country] end) as country
            from cases
        ),
        cells as (
            select *, unnest(case when is_wanted then ['ALL', 'WANTED'] else ['ALL'] end) as instrument from spread
        )
        select * from cells
    """
    con.execute(f"create or replace temp table cells as {counted}")
    return _with_interval(
        con,
        "persons",
        "count(distinct person_id)",
        "count(distinct person_id) filter (where not is_in_doubt)",
        """
        select cells.measure, cells.country, cells.instrument, drawn.draw, count(distinct drawn.entity) as n
        from cells inner join drawn on cells.node = drawn.node group by all
    """,
    )


def _sequences(con: duckdb.DuckDBPyConnection, name: str, later: str) -> pl.DataFrame:
    """Rows of a sequence table.

    Those within one node always, those between nodes of a group where a draw makes them one.
    """
    sql = retold(con, f"marts.{name}", "placed", "doubt_group")
    con.execute(f"""
        create or replace temp table cells as
        select
            '{name}' as measure, unnest(['ALL', loose.country]) as country, 'ALL' as instrument,
            earlier.node, other.node as other_node,
            earlier.node = other.node as is_certain, earlier.person_id = other.person_id as is_published
        from ({sql}) as loose
        inner join placed as earlier on loose.request_id = earlier.resolved_id
        inner join placed as other on loose.{later} = other.resolved_id
        where earlier.doubt_group = other.doubt_group
    """)
    return _with_interval(
        con,
        "sequences",
        "count(*) filter (where is_published)",
        "count(*) filter (where is_certain)",
        """
        select cells.measure, cells.country, cells.instrument, one.draw, count(*) as n
        from cells
        inner join drawn as one on cells.node = one.node
        inner join drawn as other
            on cells.other_node = other.node and one.draw = other.draw and one.entity = other.entity
        where not cells.is_certain group by all
    """,
    )


def _with_interval(
    con: duckdb.DuckDBPyConnection, unit: str, published: str, certain: str, in_draws: str
) -> pl.DataFrame:
    """n as published and the bounds of the count over all draws.

    A draw without a row adds nothing to what is certain.
    """
    return con.sql(f"""
        with whole as (
            select measure, country, instrument, {published} as n, {certain} as certain from cells group by all
        ),
        in_draws as ({in_draws}),
        counts as (
            select
                whole.measure, whole.country, whole.instrument, whole.n,
                whole.certain + coalesce(in_draws.n, 0) as drawn_n
            from whole
            cross join range({DRAWS}) as every(draw)
            left join in_draws
                on whole.measure = in_draws.measure and whole.country = in_draws.country
                and whole.instrument = in_draws.instrument and every.draw = in_draws.draw
        )
        select measure, '{unit}' as unit, country, instrument, n,
            cast(quantile_disc(drawn_n, {LOW}) as bigint) as low, cast(quantile_disc(drawn_n, {HIGH}) as bigint) as high
        from counts group by measure, country, instrument, n order by measure, country, instrument
    """).pl()
