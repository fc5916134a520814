-- One row for each ended request and each request of another country about the same person within 365 days after.
-- key: request_id, other_request_id
select
    ended.person_id,
    ended.country,
    ended.request_id,
    ended.ended_on,
    other.requesting_country as other_country,
    other.request_id as other_request_id,
    other.requested_on,
    date_diff('day', ended.ended_on, other.requested_on) as days,
    other.check_outcome as other_check_outcome,
    ended.instrument,
    other.instrument as other_instrument,
    ended.ended_by,
    ended.cancelled_by,
    ended.is_adverse
from marts.ended_requests as ended
inner join marts.requests as other on ended.person_id = other.person_id
where
    other.counts_submitted
    and other.requesting_country <> ended.country
    and other.requested_on > ended.ended_on
    and date_diff('day', ended.ended_on, other.requested_on) <= 365
order by ended.request_id, other.request_id
