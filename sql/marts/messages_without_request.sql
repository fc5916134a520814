-- One row for each message that seeks or asks about a person for whom its country had no request on record by that day.
-- key: message_id
-- A request on any record counts, in a register or on a public list, also one the message names; one without a full date counts
-- where it may have been made by then, and one about somebody who may be the same person. Dates are compared as far as both go.
with

messages as (

    select
        message_id,
        person_id,
        from_country as country,
        sent_on,
        sent_on_text,
        purpose,
        request_id,
        is_answered
    from resolved.messages
    where purpose in ('locate', 'information', 'arrest') and person_id is not null and from_country is not null

),

own_requests as (

    select
        messages.message_id,
        requests.requested_on_text,
        messages.sent_on_text
    from messages
    inner join resolved.requests
        on messages.person_id = requests.person_id and messages.country = requests.requesting_country

    union all

    select
        messages.message_id,
        requests.requested_on_text,
        messages.sent_on_text
    from messages
    inner join resolved.requests
        on messages.request_id = requests.request_id and messages.country = requests.requesting_country

),

requests_that_count as (

    select
        message_id,
        requested_on_text,
        sent_on_text
    from own_requests

    union all

    select
        messages.message_id,
        requests.requested_on_text,
        messages.sent_on_text
    from messages
    inner join marts.possible_people as possible on messages.person_id = possible.person_id
    inner join resolved.requests
        on possible.other_person_id = requests.person_id and messages.country = requests.requesting_country

),

on_record as (

    select distinct message_id
    from requests_that_count
    where
        coalesce(
            substr(requested_on_text, 1, length(sent_on_text)) <= substr(sent_on_text, 1, length(requested_on_text)),
            true
        )

),

later as (

    select
        message_id,
        min(requested_on_text) as next_requested_on_text
    from own_requests
    group by message_id

)

select
    messages.message_id,
    messages.person_id,
    messages.country,
    messages.sent_on,
    messages.sent_on_text,
    messages.purpose,
    messages.is_answered,
    people.birth_date_text is not null as has_birth_date,
    later.next_requested_on_text
from messages
left join on_record on messages.message_id = on_record.message_id
left join later on messages.message_id = later.message_id
left join resolved.people on messages.person_id = people.person_id
where on_record.message_id is null
order by messages.message_id
