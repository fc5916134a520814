-- One row for each ended request and each later request of the same country about the same person.
-- key: request_id, next_request_id
select
    ended.person_id,
    ended.country,
    ended.request_id,
    ended.ended_on,
    later.request_id as next_request_id,
    later.requested_on,
    date_diff('day', ended.ended_on, later.requested_on) as days,
    later.check_outcome as next_check_outcome,
    ended.instrument,
    later.instrument as next_instrument,
    ended.ended_by,
    ended.cancelled_by,
    ended.is_adverse
from marts.ended_requests as ended
inner join marts.requests as later on ended.person_id = later.person_id and ended.country = later.requesting_country
where later.counts_submitted and later.requested_on > ended.ended_on and later.request_id <> ended.request_id
order by ended.request_id, later.request_id
