-- One row for each message between bureaus, its listings merged.
-- key: message_id
with

merged as (

    select
        members.resolved_id as message_id,
        messages.reference,
        messages.from_country,
        messages.to_countries,
        links.person_id,
        messages.sent_on,
        messages.sent_on_text,
        messages.purpose,
        messages.as_of,
        members.n_records
    from staged.messages
    inner join resolved.members on messages.record_id = members.record_id
    left join resolved.links on messages.record_id = links.record_id
    where members.record_table = 'messages' and members.n_records = 1

    union all

    select
        repeated.message_id,
        repeated.reference,
        repeated.from_country,
        repeated.to_countries,
        people.person_id,
        repeated.sent_on,
        repeated.sent_on_text,
        repeated.purpose,
        repeated.as_of,
        repeated.n_records
    from resolved.repeated_messages as repeated
    left join resolved.repeated_people as people on repeated.message_id = people.resolved_id

),

about as (

    select
        citing_id as message_id,
        cited_id as request_id
    from resolved.citations
    where cited_table = 'requests'

),

replies as (

    select
        citing_id as message_id,
        cited_id as in_reply_to,
        is_of_another_bureau
    from resolved.citations
    where cited_table = 'messages'

),

answered as (

    select distinct in_reply_to as message_id
    from replies
    where is_of_another_bureau

)

select
    merged.message_id,
    merged.reference,
    merged.from_country,
    merged.to_countries,
    merged.person_id,
    merged.sent_on,
    merged.sent_on_text,
    merged.purpose,
    about.request_id,
    replies.in_reply_to,
    answered.message_id is not null as is_answered,
    merged.as_of,
    merged.n_records
from merged
left join about on merged.message_id = about.message_id
left join replies on merged.message_id = replies.message_id
left join answered on merged.message_id = answered.message_id
order by merged.message_id
