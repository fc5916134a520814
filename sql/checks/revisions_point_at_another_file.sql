-- A file that another one revises is marked, is there, and is not that file itself.
select
    later.complaint_id,
    later.revises
from resolved.complaints as later
left join resolved.complaints as earlier on later.revises = earlier.complaint_id
where
    later.revises is not null
    and (earlier.complaint_id is null or earlier.complaint_id = later.complaint_id or not earlier.is_revised)
order by later.complaint_id
