-- One row for each rate, country, instrument and named window of years: the counts it is made of.
-- key: measure, basis, year_basis, window, country, instrument
select
    measure,
    basis,
    unit,
    country,
    instrument,
    span as "window",
    year,
    year_basis,
    numerator,
    denominator,
    pending
from marts.all_rate_cells
where span is not null
order by measure, basis, year_basis, span, country, instrument
