-- The cell of all countries, instruments and years holds every complaint, on both clocks.
with

counted as (

    select
        'received' as year_basis,
        count(*) filter (where overturn_with_data_num) as numerator,
        count(*) filter (where overturn_with_data_den) as denominator
    from marts.complaints

    union all

    select
        'decided' as year_basis,
        count(*) filter (where overturn_with_data_num) as numerator,
        count(*) filter (where overturn_with_data_den) as denominator
    from marts.complaints

),

cells as (

    select
        year_basis,
        numerator,
        denominator
    from marts.rate_cells
    where
        measure = 'overturn_rate'
        and basis = 'with_data'
        and country = 'ALL'
        and instrument = 'ALL'
        and year is null

)

select
    counted.year_basis,
    counted.numerator,
    counted.denominator,
    cells.numerator as cell_numerator,
    cells.denominator as cell_denominator
from counted
left join cells on counted.year_basis = cells.year_basis
where
    counted.numerator <> coalesce(cells.numerator, 0)
    or counted.denominator <> coalesce(cells.denominator, 0)
order by counted.year_basis
