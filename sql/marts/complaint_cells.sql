-- One row for each clock, country, instrument and span of time, with the complaints (requests for deletion) that fall in it.
-- key: year_basis, span?, country, instrument, year?
-- `span` is a named window of years; where it is null the row is a year, and all years (unknown ones too) where that is null as well.
-- ALL holds every country or instrument, the unknown ones too; WANTED holds red notices and red diffusions.
-- A person counts once in each row, however many complaints there are.
with

counted as (

    select
        respondent_country as country,
        instrument,
        is_wanted,
        year_received,
        year_decided,
        person_id,
        overturn_with_data_den,
        overturn_on_merits_den,
        overturn_received_num as is_overturned,
        overturn_broad_num as is_overturned_broad,
        overturn_modified_num as is_modified,
        is_outcome_unknown
    from marts.complaints
    where is_counted

),

by_clock as (

    select
        *,
        'received' as year_basis,
        year_received as year
    from counted

    union all

    select
        *,
        'decided' as year_basis,
        year_decided as year
    from counted

),

by_country as (

    select
        *,
        'ALL' as counted_country
    from by_clock

    union all

    select
        *,
        country as counted_country
    from by_clock
    where country is not null

),

by_instrument as (

    select
        *,
        'ALL' as counted_instrument
    from by_country

    union all

    select
        *,
        'WANTED' as counted_instrument
    from by_country
    where is_wanted

    union all

    select
        *,
        instrument as counted_instrument
    from by_country
    where instrument is not null

),

by_span as (

    select
        *,
        cast(null as varchar) as span,
        cast(null as int) as counted_year
    from by_instrument

    union all

    select
        *,
        cast(null as varchar) as span,
        year as counted_year
    from by_instrument
    where year is not null

    union all

    select
        by_instrument.*,
        windows."window" as span,
        cast(null as int) as counted_year
    from by_instrument
    inner join raw.windows on by_instrument.year between windows.first_year and windows.last_year

)

select
    year_basis,
    span,
    counted_country as country,
    counted_instrument as instrument,
    counted_year as year,
    count(*) as n_complaints,
    count(*) filter (where overturn_with_data_den) as n_with_data,
    count(*) filter (where overturn_on_merits_den) as n_on_merits,
    count(*) filter (where is_overturned) as n_overturned,
    count(*) filter (where is_overturned_broad) as n_overturned_broad,
    count(*) filter (where is_modified) as n_modified,
    count(*) filter (where is_outcome_unknown) as n_unknown,
    count(distinct person_id) as n_complainants,
    count(distinct case when is_overturned then person_id end) as persons_overturned,
    count(distinct case when is_overturned_broad then person_id end) as persons_overturned_broad,
    count(distinct case when is_modified then person_id end) as persons_modified
from by_span
group by year_basis, span, counted_country, counted_instrument, counted_year
order by year_basis, span nulls first, country, instrument, year nulls first
