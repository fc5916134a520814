-- Cases of a window are those of its years; persons are at most the sum, for one person may return.
with

sums as (

    select
        windows."window" as span,
        years.measure,
        years.unit,
        years.country,
        years.instrument,
        years.year_basis,
        sum(years.n) as n_years
    from marts.count_cells as years
    inner join raw.windows on years.year between windows.first_year and windows.last_year
    group by windows."window", years.measure, years.unit, years.country, years.instrument, years.year_basis

)

select
    sums.span,
    sums.measure,
    sums.unit,
    sums.country,
    sums.instrument,
    sums.year_basis,
    sums.n_years,
    cells.n
from sums
left join marts.window_count_cells as cells
    on
        sums.span = cells."window"
        and sums.measure = cells.measure
        and sums.unit = cells.unit
        and sums.country = cells.country
        and sums.instrument = cells.instrument
        and sums.year_basis = cells.year_basis
where
    cells.n is null
    or (sums.unit = 'cases' and sums.n_years <> cells.n)
    or (sums.unit = 'persons' and sums.n_years < cells.n)
order by sums.span, sums.measure, sums.unit, sums.country, sums.instrument, sums.year_basis
