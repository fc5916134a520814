-- What follows an ended request is strictly after the day it ended, and of the right country.
select
    'refused_then_messaged' as sequence,
    request_id,
    message_id as later_id
from marts.refused_then_messaged
where sent_on <= ended_on or days < 1

union all

select
    'repeat_requests' as sequence,
    request_id,
    next_request_id as later_id
from marts.repeat_requests
where requested_on <= ended_on or days < 1 or next_request_id = request_id

union all

select
    'proxy_requests' as sequence,
    request_id,
    other_request_id as later_id
from marts.proxy_requests
where requested_on <= ended_on or not days between 1 and 365 or other_country = country
order by sequence, request_id, later_id
