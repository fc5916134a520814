-- One row for each count, country, instrument and named window of years: how many there are.
-- key: measure, unit, year_basis, window, country, instrument
select
    measure,
    unit,
    country,
    instrument,
    span as "window",
    year,
    year_basis,
    n
from marts.all_count_cells
where span is not null
order by measure, unit, year_basis, span, country, instrument
