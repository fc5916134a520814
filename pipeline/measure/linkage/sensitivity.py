"""`measures.linkage_sensitivity`: what each count of persons or sequences would be if people were linked otherwise.

thresholds    pairs joined from another probability on (`resolved.people_at`); exact
draws         200 draws of who is whom, as in `measures.linkage_intervals`
false_links   so many pairs of people of one country joined who are not one person: the mean and 95 of 100 draws.
              A false link takes at most one from a count of persons; it can add sequences that never were
"""

import duckdb
import numpy as np
import polars as pl

from pipeline.measure.linkage.retold import SEQUENCES, retold
from pipeline.measure.linkage.table import CASES, KEYS

FALSE_LINKS, POOL, DRAWS, SEED = (1, 10, 100), 2000, 1000, 4
LOW, HIGH = 0.025, 0.975
COLUMNS = [*KEYS, "scenario", "step", "n", "value", "low", "high"]

# All rows of the people whose rows would move: only what is counted in them can change.
TOUCHED = """
create or replace temp table touched as
with moved as (select resolved_id, person_id from resolved.people_at where threshold = ?),
rows_of as (
    select request_id as resolved_id, person_id from resolved.requests
    union all select complaint_id, person_id from resolved.complaints
    union all select message_id, person_id from resolved.messages
),
persons as (
    select person_id from moved
    union select rows_of.person_id from rows_of inner join moved on rows_of.resolved_id = moved.resolved_id
)
select rows_of.resolved_id, rows_of.person_id, coalesce(moved.person_id, rows_of.person_id) as other
from rows_of
inner join persons on rows_of.person_id = persons.person_id
left join moved on rows_of.resolved_id = moved.resolved_id
"""
# Pairs of people of one country who stand next to each other in an order that means nothing.
FALSELY = """
create or replace temp table falsely as
with rows_of as (
    select request_id as resolved_id, person_id, requesting_country as country from resolved.requests
    union all select complaint_id, person_id, respondent_country from resolved.complaints
    union all select message_id, person_id, from_country from resolved.messages
),
homes as (
    select person_id, min(country) as country from rows_of
    where person_id is not null and country is not null group by person_id
),
placed as (
    select person_id, country, row_number() over (partition by country order by md5(person_id)) - 1 as place from homes
),
numbered as (select person_id, concat(country, ' ', place // 2) as other from placed),
pairs as (
    select other, list(person_id) as persons from numbered
    group by other having count(*) = 2 order by md5(other) limit ?
)
select rows_of.resolved_id, rows_of.person_id, pairs.other
from (select other, unnest(persons) as person_id from pairs) as pairs
inner join rows_of on pairs.person_id = rows_of.person_id
"""


def table(con: duckdb.DuckDBPyConnection, intervals: pl.DataFrame) -> pl.DataFrame:
    """One row for each count of `intervals` and each other way of linking; `value` is the count, `n` the published."""
    frames = [_thresholds(con, intervals), _draws(intervals), _false_links(con, intervals)]
    return pl.concat([frame.select(COLUMNS) for frame in frames]).sort([*KEYS, "scenario", "step"])


def _draws(intervals: pl.DataFrame) -> pl.DataFrame:
    return intervals.with_columns(scenario=pl.lit("draws"), step=pl.lit("200"), value=pl.lit(None, pl.Float64))


def _thresholds(con: duckdb.DuckDBPyConnection, intervals: pl.DataFrame) -> pl.DataFrame:
    frames = []
    for (threshold,) in con.execute("select distinct threshold from resolved.people_at order by all").fetchall():
        con.execute(TOUCHED, [threshold])
        before, after = _counts(con, "touched", "person_id"), _counts(con, "touched", "other")
        frames.append(
            intervals.join(before, on=KEYS, how="left")
            .join(after, on=KEYS, how="left", suffix="_after")
            .with_columns(
                scenario=pl.lit("threshold"),
                step=pl.lit(threshold),
                value=pl.col("n") - pl.col("counted").fill_null(0.0) + pl.col("counted_after").fill_null(0.0),
                low=pl.lit(None, pl.Int64),
                high=pl.lit(None, pl.Int64),
            )
        )
    return pl.concat([frame.select(COLUMNS) for frame in frames]) if frames else _draws(intervals).clear()


def _counts(con: duckdb.DuckDBPyConnection, people: str, column: str) -> pl.DataFrame:
    """KEYS and `counted` of every measure, among the rows of a temp table, their people as its column says."""
    return pl.concat([_persons(con, people, column), *(_sequences(con, name, people, column) for name in SEQUENCES)])


def _persons(con: duckdb.DuckDBPyConnection, people: str, column: str) -> pl.DataFrame:
    return con.sql(f"""
        with cases as (
            select cases.measure, cases.is_wanted, people.{column} as person,
                unnest(case when cases.country is null then ['ALL'] else ['ALL', cases.country] end) as country
            from ({CASES}) as cases inner join {people} as people on cases.resolved_id = people.resolved_id
        ),
        cells as (
            select *, unnest(case when is_wanted then ['ALL', 'WANTED'] else ['ALL'] end) as instrument from cases
        )
        select measure, 'persons' as unit, country, instrument, cast(count(distinct person) as double) as counted
        from cells group by all
    """).pl()


def _sequences(con: duckdb.DuckDBPyConnection, name: str, people: str, column: str) -> pl.DataFrame:
    told = retold(con, f"marts.{name}", people, column)
    return con.sql(f"""
        with cells as (select unnest(['ALL', country]) as country from ({told}))
        select '{name}' as measure, 'sequences' as unit, country, 'ALL' as instrument,
            cast(count(*) as double) as counted
        from cells group by all
    """).pl()


def _false_links(con: duckdb.DuckDBPyConnection, intervals: pl.DataFrame) -> pl.DataFrame:
    """Counts of all countries together with 1, 10 and 100 false links drawn from a pool of them."""
    con.execute(FALSELY, [POOL])
    pairs = [pair for (pair,) in con.execute("select distinct other from falsely order by all").fetchall()]
    rows = []
    for measure, unit, instrument, n in (
        intervals.filter(country="ALL").select("measure", "unit", "instrument", "n").rows()
    ):
        changes = dict(con.execute(_change(con, measure, unit, instrument)).fetchall())
        each = np.array([changes.get(pair, 0) for pair in pairs])
        for links in (links for links in FALSE_LINKS if links <= len(pairs)):
            drawn = np.random.default_rng(SEED).choice(each, size=(DRAWS, links)).sum(axis=1)
            low, high = (int(end) for end in np.quantile(drawn, [LOW, HIGH], method="inverted_cdf"))
            value = n + round(float(each.mean()) * links, 2)
            rows.append((measure, unit, "ALL", instrument, "false_links", str(links), n, value, n + low, n + high))
    types = [*[pl.String] * 6, pl.Int64, pl.Float64, pl.Int64, pl.Int64]
    return pl.DataFrame(rows, dict(zip(COLUMNS, types, strict=True)), orient="row")


def _change(con: duckdb.DuckDBPyConnection, measure: str, unit: str, instrument: str) -> str:
    """A query for each pair of `falsely` whose joining changes the count: (pair, by how much)."""
    if unit == "persons":
        return f"""
            select other, 1 - count(distinct cases.person_id) as change
            from ({CASES}) as cases inner join falsely on cases.resolved_id = falsely.resolved_id
            where measure = '{measure}' and ('{instrument}' = 'ALL' or is_wanted)
            group by other having change <> 0
        """
    joined = retold(con, f"marts.{measure}", "falsely", "other")
    return f"""
        with rows_of as (
            select person_id as other, 1 as change from ({joined})
            union all
            select pairs.other, -1 from marts.{measure} as apart
            inner join (select distinct person_id, other from falsely) as pairs on apart.person_id = pairs.person_id
        )
        select other, sum(change) as change from rows_of group by other having sum(change) <> 0
    """
