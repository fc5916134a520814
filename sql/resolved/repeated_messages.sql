-- One row for each message that is listed more than once: for each field the latest listing that says anything.
-- key: message_id
-- `stamp || value` orders by the day the listing speaks for, then by the value: the order of files never decides.
with

listings as (

    select
        members.resolved_id,
        coalesce(cast(messages.as_of as varchar), '0000-00-00') as stamp,
        messages.as_of,
        messages.reference,
        messages.reference_key,
        messages.from_country,
        messages.from_country_text,
        messages.to_countries,
        messages.sent_on_text,
        messages.purpose,
        messages.request_reference_key,
        messages.in_reply_to_key
    from staged.messages
    inner join resolved.members on messages.record_id = members.record_id
    where members.record_table = 'messages' and members.n_records > 1

),

latest as (

    select
        resolved_id,
        max_by(reference, stamp || reference) as reference,
        max(reference_key) as reference_key,
        max_by(from_country, stamp || from_country) as from_country,
        max_by(from_country_text, stamp || from_country_text) as from_country_text,
        max_by(to_countries, stamp || array_to_string(to_countries, ' ')) as to_countries,
        max_by(sent_on_text, stamp || sent_on_text) as sent_on_text,
        max_by(purpose, stamp || purpose) as purpose,
        max_by(request_reference_key, stamp || request_reference_key) as request_reference_key,
        max_by(in_reply_to_key, stamp || in_reply_to_key) as in_reply_to_key,
        max(as_of) as as_of,
        count(*) as n_records
    from listings
    group by resolved_id

),

-- a date that another listing gives more precisely, and the same so far, is taken as the other gives it
dates as (

    select
        listings.resolved_id,
        max_by(
            listings.sent_on_text,
            cast(10 + length(listings.sent_on_text) as varchar) || listings.stamp || listings.sent_on_text
        ) filter (where starts_with(listings.sent_on_text, latest.sent_on_text)) as sent_on_text
    from listings
    inner join latest on listings.resolved_id = latest.resolved_id
    group by listings.resolved_id

)

select
    latest.resolved_id as message_id,
    latest.reference,
    latest.reference_key,
    latest.from_country,
    latest.from_country_text,
    latest.to_countries,
    case when length(dates.sent_on_text) = 10 then cast(dates.sent_on_text as date) end as sent_on,
    dates.sent_on_text,
    latest.purpose,
    latest.request_reference_key,
    latest.in_reply_to_key,
    latest.as_of,
    latest.n_records
from latest
inner join dates on latest.resolved_id = dates.resolved_id
order by message_id
