-- One row for each rate, country, instrument and year (null: all years): the counts it is made of.
-- key: measure, basis, year_basis, country, instrument, year?
select
    measure,
    basis,
    unit,
    country,
    instrument,
    year,
    year_basis,
    numerator,
    denominator,
    pending
from marts.all_rate_cells
where span is null
order by measure, basis, year_basis, country, instrument, year nulls first
