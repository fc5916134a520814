-- One row for each count, country, instrument and year (null: all years): how many there are.
-- key: measure, unit, year_basis, country, instrument, year?
select
    measure,
    unit,
    country,
    instrument,
    year,
    year_basis,
    n
from marts.all_count_cells
where span is null
order by measure, unit, year_basis, country, instrument, year nulls first
