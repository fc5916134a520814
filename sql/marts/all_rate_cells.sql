-- One row for each rate (measure, basis, clock), country, instrument and span of time: the counts it is made of.
-- key: measure, basis, year_basis, span?, country, instrument, year?
-- `pending` are the cases that may still join the numerator; null where no bounds are given (decided clocks, complaints per request).
with

pass_rates as (

    select
        'initial_pass_rate' as measure,
        'checked' as basis,
        'requested' as year_basis,
        span,
        country,
        instrument,
        year,
        n_passed as numerator,
        n_checked as denominator,
        n_unknown as pending
    from marts.request_cells

    union all

    select
        'initial_pass_rate' as measure,
        'submitted' as basis,
        'requested' as year_basis,
        span,
        country,
        instrument,
        year,
        n_passed as numerator,
        n_submitted as denominator,
        n_unknown as pending
    from marts.request_cells

),

overturn_rates as (

    select
        'overturn_rate' as measure,
        'received' as basis,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned as numerator,
        n_complaints as denominator,
        n_unknown as pending
    from marts.complaint_cells
    where year_basis = 'received'

    union all

    select
        'overturn_rate' as measure,
        'with_data' as basis,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned as numerator,
        n_with_data as denominator,
        case when year_basis = 'received' then n_unknown end as pending
    from marts.complaint_cells

    union all

    select
        'overturn_rate' as measure,
        'on_merits' as basis,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned as numerator,
        n_on_merits as denominator,
        case when year_basis = 'received' then n_unknown end as pending
    from marts.complaint_cells

    union all

    select
        'overturn_rate' as measure,
        'broad' as basis,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_overturned_broad as numerator,
        n_with_data as denominator,
        case when year_basis = 'received' then n_unknown end as pending
    from marts.complaint_cells

    union all

    select
        'overturn_rate' as measure,
        'modified' as basis,
        year_basis,
        span,
        country,
        instrument,
        year,
        n_modified as numerator,
        n_on_merits as denominator,
        case when year_basis = 'received' then n_unknown end as pending
    from marts.complaint_cells

),

-- complaints are counted by the year they came in, requests by the year they were made: two flows side by side, not one followed up
both_flows as (

    select
        span,
        country,
        instrument,
        year,
        n_complaints,
        0 as n_circulated,
        0 as n_passed,
        0 as n_submitted
    from marts.complaint_cells
    where year_basis = 'received'

    union all

    select
        span,
        country,
        instrument,
        year,
        0 as n_complaints,
        n_circulated,
        n_passed,
        n_submitted
    from marts.request_cells

),

flows as (

    select
        span,
        country,
        instrument,
        year,
        cast(sum(n_complaints) as bigint) as n_complaints,
        cast(sum(n_circulated) as bigint) as n_circulated,
        cast(sum(n_passed) as bigint) as n_passed,
        cast(sum(n_submitted) as bigint) as n_submitted
    from both_flows
    group by span, country, instrument, year

),

complaint_rates as (

    select
        'complaint_rate' as measure,
        'per_circulated' as basis,
        'received' as year_basis,
        span,
        country,
        instrument,
        year,
        n_complaints as numerator,
        n_circulated as denominator,
        cast(null as bigint) as pending
    from flows

    union all

    select
        'complaint_rate' as measure,
        'per_passed' as basis,
        'received' as year_basis,
        span,
        country,
        instrument,
        year,
        n_complaints as numerator,
        n_passed as denominator,
        cast(null as bigint) as pending
    from flows

    union all

    select
        'complaint_rate' as measure,
        'per_submitted' as basis,
        'received' as year_basis,
        span,
        country,
        instrument,
        year,
        n_complaints as numerator,
        n_submitted as denominator,
        cast(null as bigint) as pending
    from flows

),

rates as (

    select * from pass_rates
    union all
    select * from overturn_rates
    union all
    select * from complaint_rates

)

select
    measure,
    basis,
    'cases' as unit,
    country,
    instrument,
    span,
    year,
    year_basis,
    numerator,
    denominator,
    pending
from rates
order by measure, basis, year_basis, span nulls first, country, instrument, year nulls first
