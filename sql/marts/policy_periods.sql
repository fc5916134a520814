-- One row for each change of policy on a known day, each side of it (365 days), country and instrument: the requests made then.
-- key: event_id, period, country, instrument
-- Requests without a full date cannot be placed on a side and are in neither.
with

daily as (

    select
        requesting_country as country,
        instrument,
        requested_on,
        count(*) as n_submitted,
        count(*) filter (where passes_checked_den) as n_checked,
        count(*) filter (where counts_passed) as n_passed,
        count(*) filter (where is_check_unknown) as n_unknown,
        count(*) filter (where counts_circulated) as n_circulated
    from marts.requests
    where counts_submitted and requested_on is not null
    group by requesting_country, instrument, requested_on

),

periods as (

    select
        event_id,
        event_on,
        'before' as period,
        cast(event_on - interval '365' day as date) as first_day,
        cast(event_on - interval '1' day as date) as last_day
    from raw.policy_events
    where event_on is not null

    union all

    select
        event_id,
        event_on,
        'after' as period,
        event_on as first_day,
        cast(event_on + interval '364' day as date) as last_day
    from raw.policy_events
    where event_on is not null

),

placed as (

    select
        periods.*,
        daily.country,
        daily.instrument,
        daily.n_submitted,
        daily.n_checked,
        daily.n_passed,
        daily.n_unknown,
        daily.n_circulated
    from periods
    inner join daily on daily.requested_on between periods.first_day and periods.last_day

),

by_country as (

    select
        *,
        'ALL' as counted_country
    from placed

    union all

    select
        *,
        country as counted_country
    from placed
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
    where instrument in ('red_notice', 'red_diffusion')

    union all

    select
        *,
        instrument as counted_instrument
    from by_country
    where instrument is not null

)

select
    event_id,
    event_on,
    period,
    first_day,
    last_day,
    counted_country as country,
    counted_instrument as instrument,
    cast(sum(n_submitted) as bigint) as requests,
    cast(sum(n_checked) as bigint) as requests_checked,
    cast(sum(n_passed) as bigint) as requests_passed,
    cast(sum(n_checked) - sum(n_passed) as bigint) as requests_refused,
    cast(sum(n_unknown) as bigint) as requests_unknown,
    cast(sum(n_circulated) as bigint) as requests_circulated
from by_instrument
group by event_id, event_on, period, first_day, last_day, counted_country, counted_instrument
order by event_id, period, country, instrument
