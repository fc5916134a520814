-- No cell has more persons than cases.
select
    year_basis,
    span,
    country,
    instrument,
    year
from marts.complaint_cells
where
    n_complainants > n_complaints
    or persons_overturned > n_overturned
    or persons_overturned_broad > n_overturned_broad
    or persons_modified > n_modified
order by year_basis, span, country, instrument, year
