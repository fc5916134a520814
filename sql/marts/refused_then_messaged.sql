-- One row for each ended request and each later message of the same country that seeks or asks about the same person.
-- key: request_id, message_id
select
    ended.person_id,
    ended.country,
    ended.request_id,
    ended.ended_on,
    messages.message_id,
    messages.sent_on,
    date_diff('day', ended.ended_on, messages.sent_on) as days,
    messages.purpose,
    ended.instrument,
    ended.ended_by,
    ended.cancelled_by,
    ended.is_adverse
from marts.ended_requests as ended
inner join resolved.messages on ended.person_id = messages.person_id and ended.country = messages.from_country
where messages.purpose in ('locate', 'information', 'arrest') and messages.sent_on > ended.ended_on
order by ended.request_id, messages.message_id
