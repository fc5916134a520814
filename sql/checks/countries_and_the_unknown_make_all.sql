-- Cases of all countries are those of each country and those of no known country.
with

by_country as (

    select
        measure,
        instrument,
        year,
        year_basis,
        sum(case when country = 'ALL' then n else 0 end) as n_all,
        sum(case when country <> 'ALL' then n else 0 end) as n_known
    from marts.count_cells
    where unit = 'cases' and instrument = 'ALL' and year is null and measure in ('requests', 'complaints', 'messages')
    group by measure, instrument, year, year_basis

),

unknown as (

    select
        'requests' as measure,
        count(*) as n
    from marts.requests
    where counts_submitted and requesting_country is null

    union all

    select
        'complaints' as measure,
        count(*) as n
    from marts.complaints
    where is_counted and respondent_country is null

    union all

    select
        'messages' as measure,
        count(*) as n
    from resolved.messages
    where from_country is null

)

select
    by_country.measure,
    by_country.n_all,
    by_country.n_known,
    unknown.n as n_unknown
from by_country
inner join unknown on by_country.measure = unknown.measure
where by_country.n_all <> by_country.n_known + unknown.n
order by by_country.measure
