-- One row for each staged record that names a person: the description of a person it gives.
-- key: record_id
-- A description is a name with a whole birth date, wherever it stands; with less of a date it is of one case only. A record that
-- gives no birth date, or less of one, takes the fuller date of records of its case that give the same name and do not contradict it.
with

-- names whose birth date is missing or is only a year or a month
incomplete as (

    select distinct
        tied_to,
        name_key,
        coalesce(birth_date_text, '') as birth
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
    where substr(known.birth_date_text, 1, length(incomplete.birth)) = incomplete.birth
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
        on
            records.tied_to = fuller.tied_to
            and records.name_key = fuller.name_key
            and coalesce(records.birth_date_text, '') = fuller.birth

)

select
    record_id,
    record_table,
    'd' || left(md5(
        name_key || '|' || coalesce(birth_date_text, '')
        || case when length(coalesce(birth_date_text, '')) < 10 then '|known from ' || tied_to else '' end
    ), 16) as description_id,
    tied_to,
    birth_date_text
from known_by
order by record_table, record_id
