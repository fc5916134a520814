"""Who is whom: the one seam between the records and whatever ties them to people.

`link` reads `resolved.person_records` and makes `resolved.links`; nothing else knows how it is decided.

The rule: the same normalised name and the same birth date are one person. A record that gives no birth date, or
less of one, takes the fuller date of the records it is tied to by reference where they give the same name and
their dates do not contradict each other. A name with nothing else to go by stays its own person.
"""

import duckdb

LINKS = """
with

-- names whose birth date is missing or is only a year or a month
incomplete as (

    select distinct tied_to, name_key, coalesce(birth_date_text, '') as birth
    from resolved.person_records
    where length(coalesce(birth_date_text, '')) < 10

),

-- the dates of birth that records of the same case give the same name
fuller as (

    select
        incomplete.tied_to,
        incomplete.name_key,
        incomplete.birth,
        max_by(known.birth_date_text, length(known.birth_date_text)) as birth_date_text
    from incomplete
    inner join resolved.person_records as known
        on incomplete.tied_to = known.tied_to and incomplete.name_key = known.name_key
    where starts_with(known.birth_date_text, incomplete.birth)
    group by incomplete.tied_to, incomplete.name_key, incomplete.birth
    having
        -- one year, at most one month and at most one day among them
        count(distinct substr(known.birth_date_text, 1, 4)) = 1
        and count(distinct nullif(substr(known.birth_date_text, 5, 3), '')) <= 1
        and count(distinct nullif(substr(known.birth_date_text, 8, 3), '')) <= 1

),

known_by as (

    select
        records.record_id,
        records.record_table,
        records.tied_to,
        records.name_key,
        coalesce(fuller.birth_date_text, records.birth_date_text) as birth_date_text
    from resolved.person_records as records
    left join fuller
        on records.tied_to = fuller.tied_to
        and records.name_key = fuller.name_key
        and coalesce(records.birth_date_text, '') = fuller.birth

)

select
    record_id,
    record_table,
    'p' || left(md5(name_key || '|' || coalesce(birth_date_text, 'known from ' || tied_to)), 16) as person_id,
    cast(1 as double) as match_probability,
    'rule' as decided_by
from known_by
order by record_table, record_id
"""


def link(con: duckdb.DuckDBPyConnection) -> None:
    """Make `resolved.links`: for each record that names a person, the person, how likely, and who decided.

    match_probability   from 0 to 1; 1.0 where a rule decided
    decided_by          rule, model or person
    """
    con.execute(f"create or replace table resolved.links as {LINKS}")
