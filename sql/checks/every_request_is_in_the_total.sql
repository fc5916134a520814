-- The cell of all countries, instruments and years holds every request of the register.
with

counted as (

    select
        count(*) filter (where passes_checked_num) as numerator,
        count(*) filter (where passes_checked_den) as denominator,
        count(*) filter (where is_check_unknown) as pending
    from marts.requests

),

cells as (

    select
        coalesce(sum(numerator), 0) as numerator,
        coalesce(sum(denominator), 0) as denominator,
        coalesce(sum(pending), 0) as pending
    from marts.rate_cells
    where
        measure = 'initial_pass_rate'
        and basis = 'checked'
        and country = 'ALL'
        and instrument = 'ALL'
        and year is null

)

select
    counted.numerator,
    counted.denominator,
    counted.pending,
    cells.numerator as cell_numerator,
    cells.denominator as cell_denominator,
    cells.pending as cell_pending
from counted
cross join cells
where
    counted.numerator <> cells.numerator
    or counted.denominator <> cells.denominator
    or counted.pending <> cells.pending
order by counted.numerator
