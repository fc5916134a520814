-- The years of a count together never hold more cases than all years do.
with

sums as (

    select
        measure,
        country,
        instrument,
        year_basis,
        sum(case when year is null then n else 0 end) as n_all,
        sum(case when year is not null then n else 0 end) as n_years
    from marts.count_cells
    where unit = 'cases'
    group by measure, country, instrument, year_basis

)

select
    measure,
    country,
    instrument,
    year_basis,
    n_all,
    n_years
from sums
where n_years > n_all
order by measure, country, instrument, year_basis
