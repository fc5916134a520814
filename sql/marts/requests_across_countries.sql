-- One row for each request on the day it ended or passed and each request of another country about the same person, before or after.
-- key: request_id, arm, other_request_id
select
    follow_ups.person_id,
    follow_ups.arm,
    follow_ups.country,
    follow_ups.request_id,
    follow_ups.from_on,
    follow_ups.stood_until,
    follow_ups.is_adverse,
    other.requesting_country as other_country,
    other.request_id as other_request_id,
    other.requested_on,
    date_diff('day', follow_ups.from_on, other.requested_on) as days
from marts.follow_ups
inner join marts.requests as other on follow_ups.person_id = other.person_id
where
    other.counts_submitted
    and other.requesting_country <> follow_ups.country
    and other.requested_on is not null
order by follow_ups.request_id, follow_ups.arm, other.request_id
