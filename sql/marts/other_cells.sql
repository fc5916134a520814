-- One row for each count that enters no rate (access requests, revisions, messages), country, instrument and span of time.
-- key: measure, span?, country, instrument, year?
-- `span` is a named window of years; where it is null the row is a year, and all years (unknown ones too) where that is null as well.
-- Messages name no instrument: they count in ALL alone.
with

yearly as (

    select
        case complaint_kind when 'access' then 'access_requests' else 'revisions' end as measure,
        'received' as year_basis,
        respondent_country as country,
        instrument,
        year_received as year,
        count(*) as n
    from marts.complaints
    where complaint_kind in ('access', 'revision')
    group by complaint_kind, respondent_country, instrument, year_received

    union all

    select
        'messages' as measure,
        'sent' as year_basis,
        from_country as country,
        cast(null as varchar) as instrument,
        cast(substr(sent_on_text, 1, 4) as int) as year,
        count(*) as n
    from resolved.messages
    group by from_country, cast(substr(sent_on_text, 1, 4) as int)

),

by_country as (

    select
        measure,
        year_basis,
        'ALL' as country,
        instrument,
        year,
        n
    from yearly

    union all

    select
        measure,
        year_basis,
        country,
        instrument,
        year,
        n
    from yearly
    where country is not null

),

by_instrument as (

    select
        measure,
        year_basis,
        country,
        'ALL' as instrument,
        year,
        n
    from by_country

    union all

    select
        measure,
        year_basis,
        country,
        'WANTED' as instrument,
        year,
        n
    from by_country
    where instrument in ('red_notice', 'red_diffusion')

    union all

    select
        measure,
        year_basis,
        country,
        instrument,
        year,
        n
    from by_country
    where instrument is not null

),

by_span as (

    select
        measure,
        year_basis,
        cast(null as varchar) as span,
        country,
        instrument,
        cast(null as int) as year,
        n
    from by_instrument

    union all

    select
        measure,
        year_basis,
        cast(null as varchar) as span,
        country,
        instrument,
        year,
        n
    from by_instrument
    where year is not null

    union all

    select
        by_instrument.measure,
        by_instrument.year_basis,
        windows."window" as span,
        by_instrument.country,
        by_instrument.instrument,
        cast(null as int) as year,
        by_instrument.n
    from by_instrument
    inner join raw.windows on by_instrument.year between windows.first_year and windows.last_year

)

select
    measure,
    year_basis,
    span,
    country,
    instrument,
    year,
    cast(sum(n) as bigint) as n
from by_span
group by measure, year_basis, span, country, instrument, year
order by measure, span nulls first, country, instrument, year nulls first
