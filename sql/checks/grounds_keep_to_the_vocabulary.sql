-- Grounds of an outcome use only the words of the public tables.
select
    complaints.complaint_id,
    grounds.ground
from resolved.complaints
cross join unnest(complaints.grounds) as grounds (ground)
where
    grounds.ground not in (
        'article_2',
        'article_3',
        'data_quality',
        'due_process',
        'private_matter',
        'extradition_refused',
        'ne_bis_in_idem',
        'purpose',
        'other'
    )
order by complaints.complaint_id, grounds.ground
