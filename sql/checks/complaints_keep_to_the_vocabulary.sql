-- Complaints use only the words of the public tables.
select
    complaint_id,
    complaint_kind,
    instrument,
    outcome
from resolved.complaints
where
    complaint_kind is null
    or complaint_kind not in ('access', 'deletion', 'revision')
    or instrument not in ('red_notice', 'red_diffusion', 'blue_notice', 'yellow_notice', 'green_notice', 'other')
    or outcome not in (
        'pending',
        'inadmissible',
        'no_data',
        'answered',
        'revision_refused',
        'compliant',
        'compliant_with_update',
        'non_compliant',
        'deleted_by_source',
        'withdrawn'
    )
order by complaint_id
