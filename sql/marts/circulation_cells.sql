-- One row for each file, day (or year), country and instrument: how many requests it says were in circulation.
-- key: delivery, source_file, as_of_text, country, instrument
-- ALL countries, or ALL instruments, are the sum of those that the file lists, where it lists several: a part of all, perhaps.
-- Where a file gives two numbers for the same, neither is taken, nor a sum with it.
with

listed as (

    select
        delivery,
        source_file,
        as_of_text,
        country,
        coalesce(instrument, 'ALL') as instrument,
        case when min(n) = max(n) then max(n) end as n
    from staged.snapshots
    where country is not null and as_of_text is not null
    group by delivery, source_file, as_of_text, country, coalesce(instrument, 'ALL')

),

of_a_country as (

    select
        delivery,
        source_file,
        as_of_text,
        country,
        instrument,
        n,
        false as is_part
    from listed

    union all

    select
        delivery,
        source_file,
        as_of_text,
        country,
        'ALL' as instrument,
        case when count(n) = count(*) then sum(n) end as n,
        true as is_part
    from listed
    group by delivery, source_file, as_of_text, country
    having count(*) > 1 and max(case when instrument = 'ALL' then 1 else 0 end) = 0

),

every as (

    select
        delivery,
        source_file,
        as_of_text,
        country,
        instrument,
        n,
        is_part
    from of_a_country

    union all

    select
        delivery,
        source_file,
        as_of_text,
        'ALL' as country,
        instrument,
        case when count(n) = count(*) then sum(n) end as n,
        true as is_part
    from of_a_country
    group by delivery, source_file, as_of_text, instrument
    having count(*) > 1

)

select
    delivery,
    source_file,
    as_of_text,
    cast(substr(as_of_text, 1, 4) as int) as year,
    country,
    instrument,
    cast(n as bigint) as n,
    is_part
from every
where n is not null
order by delivery, source_file, as_of_text, country, instrument
