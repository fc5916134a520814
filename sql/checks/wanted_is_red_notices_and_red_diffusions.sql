-- Cases under WANTED are those of red notices and of red diffusions together.
with

sums as (

    select
        measure,
        country,
        year,
        year_basis,
        sum(case when instrument = 'WANTED' then n else 0 end) as n_wanted,
        sum(case when instrument in ('red_notice', 'red_diffusion') then n else 0 end) as n_parts
    from marts.count_cells
    where unit = 'cases'
    group by measure, country, year, year_basis

)

select
    measure,
    country,
    year,
    year_basis,
    n_wanted,
    n_parts
from sums
where n_wanted <> n_parts
order by measure, country, year, year_basis
