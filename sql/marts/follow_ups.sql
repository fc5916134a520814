-- One row for each request of a register on the day it ended, and one on the day it passed: how long it was watched for a message.
-- key: request_id, arm
-- On record: to the last message in the records and, where it passed, to the day it was cancelled. Alone: as long, besides, as no other
-- request of the country for the person stands, of which a message might speak. A message on the last day counts, on the first not.
with

starts as (

    select
        request_id,
        person_id,
        country,
        instrument,
        'ended' as arm,
        ended_on as from_on,
        ended_by,
        is_adverse,
        cast(null as date) as stood_until
    from marts.ended_requests

    union all

    select
        request_id,
        person_id,
        requesting_country as country,
        instrument,
        'passed' as arm,
        checked_on as from_on,
        cast(null as varchar) as ended_by,
        cast(null as boolean) as is_adverse,
        cancelled_on as stood_until
    from marts.requests
    where
        counts_passed and checked_on is not null and person_id is not null and requesting_country is not null

),

own_requests as (

    select
        requests.request_id,
        requests.person_id,
        requests.requesting_country as country,
        requests.requested_on,
        ended.ended_on,
        -- refused or withdrawn on a day nobody gives: it does not stand
        coalesce(requests.check_outcome in ('refused', 'withdrawn'), false) as never_stood
    from marts.requests as requests
    left join marts.ended_requests as ended on requests.request_id = ended.request_id
    where requests.counts_submitted and requests.requested_on is not null and requests.person_id is not null

),

others as (

    select
        starts.request_id,
        starts.arm,
        min(own_requests.requested_on) filter (where own_requests.requested_on > starts.from_on) as next_requested_on,
        count(*) filter (
            where
            own_requests.requested_on <= starts.from_on
            and not own_requests.never_stood
            and coalesce(own_requests.ended_on > starts.from_on, true)
        ) as standing
    from starts
    inner join own_requests
        on
            starts.person_id = own_requests.person_id
            and starts.country = own_requests.country
            and starts.request_id <> own_requests.request_id
    group by starts.request_id, starts.arm

),

messages as (

    select
        starts.request_id,
        starts.arm,
        min(messages.sent_on) as messaged_on
    from starts
    inner join resolved.messages as messages
        on starts.person_id = messages.person_id and starts.country = messages.from_country
    where messages.purpose in ('locate', 'information', 'arrest') and messages.sent_on > starts.from_on
    group by starts.request_id, starts.arm

),

records as (

    select
        min(sent_on) as first_sent_on,
        max(sent_on) as last_sent_on
    from resolved.messages
    where coalesce(sent_on <= as_of, true)  -- a day after the file was made is an error of typing

),

watched as (

    select
        starts.request_id,
        starts.person_id,
        starts.country,
        starts.instrument,
        starts.arm,
        starts.from_on,
        starts.ended_by,
        starts.is_adverse,
        starts.stood_until,
        others.next_requested_on,
        coalesce(others.standing, 0) > 0 as another_stands,
        starts.from_on >= records.first_sent_on as is_within_records,
        date_diff('day', starts.from_on, messages.messaged_on) as days_to_message,
        least(
            date_diff('day', starts.from_on, records.last_sent_on),
            date_diff('day', starts.from_on, starts.stood_until)
        ) as days_on_record,
        date_diff('day', starts.from_on, others.next_requested_on) - 1 as days_to_next
    from starts
    cross join records
    left join others on starts.request_id = others.request_id and starts.arm = others.arm
    left join messages on starts.request_id = messages.request_id and starts.arm = messages.arm

)

select
    request_id,
    arm,
    person_id,
    country,
    instrument,
    from_on,
    concat(extract(year from from_on), '-Q', extract(quarter from from_on)) as quarter,
    ended_by,
    is_adverse,
    stood_until,
    next_requested_on,
    another_stands,
    coalesce(is_within_records and days_on_record > 0, false) as is_on_record,
    greatest(days_on_record, 0) as days_on_record,
    case when days_to_message <= days_on_record then days_to_message end as days_to_message,
    coalesce(is_within_records and not another_stands and least(days_on_record, days_to_next) > 0, false) as is_alone,
    greatest(least(days_on_record, days_to_next), 0) as days_alone,
    case when days_to_message <= least(days_on_record, days_to_next) then days_to_message end as days_to_message_alone
from watched
order by request_id, arm
