-- One row for each country, instrument and span of time, with the requests of the register that were made in it.
-- key: span?, country, instrument, year?
-- `span` is a named window of years; where it is null the row is a year, and all years (unknown ones too) where that is null as well.
-- ALL holds every country or instrument, the unknown ones too; WANTED holds red notices and red diffusions.
with

yearly as (

    select
        requesting_country as country,
        instrument,
        year_requested as year,
        count(*) as n_submitted,
        count(*) filter (where counts_passed) as n_passed,
        count(*) filter (where counts_circulated) as n_circulated,
        count(*) filter (where passes_checked_den) as n_checked,
        count(*) filter (where is_check_unknown) as n_unknown
    from marts.requests
    where counts_submitted
    group by requesting_country, instrument, year_requested

),

by_country as (

    select
        'ALL' as country,
        instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from yearly

    union all

    select
        country,
        instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from yearly
    where country is not null

),

by_instrument as (

    select
        country,
        'ALL' as instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from by_country

    union all

    select
        country,
        'WANTED' as instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from by_country
    where instrument in ('red_notice', 'red_diffusion')

    union all

    select
        country,
        instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from by_country
    where instrument is not null

),

by_span as (

    select
        cast(null as varchar) as span,
        country,
        instrument,
        cast(null as int) as year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from by_instrument

    union all

    select
        cast(null as varchar) as span,
        country,
        instrument,
        year,
        n_submitted,
        n_passed,
        n_circulated,
        n_checked,
        n_unknown
    from by_instrument
    where year is not null

    union all

    select
        windows."window" as span,
        by_instrument.country,
        by_instrument.instrument,
        cast(null as int) as year,
        by_instrument.n_submitted,
        by_instrument.n_passed,
        by_instrument.n_circulated,
        by_instrument.n_checked,
        by_instrument.n_unknown
    from by_instrument
    inner join raw.windows on by_instrument.year between windows.first_year and windows.last_year

)

select
    span,
    country,
    instrument,
    year,
    cast(sum(n_submitted) as bigint) as n_submitted,
    cast(sum(n_passed) as bigint) as n_passed,
    cast(sum(n_circulated) as bigint) as n_circulated,
    cast(sum(n_checked) as bigint) as n_checked,
    cast(sum(n_unknown) as bigint) as n_unknown
from by_span
group by span, country, instrument, year
order by span nulls first, country, instrument, year nulls first
