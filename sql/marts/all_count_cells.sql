-- One row for each count (measure, unit, clock), country, instrument and span of time: how many there are.
-- key: measure, unit, year_basis, span?, country, instrument, year?
with

counts as (

    select
        'requests' as measure,
        'cases' as unit,
        'requested' as year_basis,
        span,
        country,
        instrument,
        year,
        n_submitted as n
    from marts.request_cells

    union all

    select
        'complaints' as measure,
        'cases' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_complaints as n
    from marts.complaint_cells
    where year_basis = 'received'

    union all

    select
        'complainants' as measure,
        'persons' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_complainants as n
    from marts.complaint_cells
    where year_basis = 'received'

    union all

    select
        'overturned' as measure,
        'cases' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned as n
    from marts.complaint_cells

    union all

    select
        'overturned' as measure,
        'persons' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        persons_overturned as n
    from marts.complaint_cells

    union all

    select
        'overturned_broad' as measure,
        'cases' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned_broad as n
    from marts.complaint_cells

    union all

    select
        'overturned_broad' as measure,
        'persons' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        persons_overturned_broad as n
    from marts.complaint_cells

    union all

    select
        'modified' as measure,
        'cases' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_modified as n
    from marts.complaint_cells

    union all

    select
        'modified' as measure,
        'persons' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        persons_modified as n
    from marts.complaint_cells

    union all

    select
        measure,
        'cases' as unit,
        year_basis,
        span,
        country,
        instrument,
        year,
        n
    from marts.other_cells

)

select
    measure,
    unit,
    country,
    instrument,
    span,
    year,
    year_basis,
    n
from counts
order by measure, unit, year_basis, span nulls first, country, instrument, year nulls first
