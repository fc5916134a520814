-- No share has more cases above its line than below, the pending counted in; complaints per request are no share.
with

cells as (

    select
        measure,
        basis,
        country,
        instrument,
        year,
        year_basis,
        numerator,
        denominator,
        case when basis in ('received', 'submitted') then pending else 0 end as open_below
    from marts.all_rate_cells
    where measure <> 'complaint_rate'

)

select
    measure,
    basis,
    country,
    instrument,
    year,
    year_basis,
    numerator,
    denominator,
    open_below
from cells
where numerator < 0 or numerator + open_below > denominator
order by measure, basis, country, instrument, year, year_basis
