-- One row for each file of the Commission, with what it counts as; what a figure leaves out is a column here, not a missing row.
-- key: complaint_id
with

complaints as (

    select
        *,
        -- a complaint in the usual sense asks for deletion: access and revision are counted apart
        coalesce(complaint_kind = 'deletion', false) as is_counted,
        coalesce(outcome in ('compliant', 'compliant_with_update', 'non_compliant'), false) as is_on_merits,
        coalesce(outcome = 'compliant_with_update', false) as is_updated,
        coalesce(outcome = 'non_compliant', false) as is_overturned,
        coalesce(outcome = 'deleted_by_source', false) as is_deleted_by_source,
        cast(substr(received_on_text, 1, 4) as int) as year_received,
        cast(substr(decided_on_text, 1, 4) as int) as year_decided
    from resolved.complaints

)

select
    complaint_id,
    reference,
    reference_key,
    complaint_kind,
    respondent_country,
    respondent_country_text,
    instrument,
    coalesce(instrument in ('red_notice', 'red_diffusion'), false) as is_wanted,
    person_id,
    request_id,
    received_on,
    received_on_text,
    year_received,
    admissible_on,
    admissible_on_text,
    is_admissible,
    has_data,
    outcome,
    decided_on,
    decided_on_text,
    year_decided,
    grounds,
    revises,
    is_revised,
    session,
    as_of,
    n_records,
    is_counted,
    is_counted and is_overturned as overturn_received_num,
    is_counted as overturn_received_den,
    is_counted and is_overturned as overturn_with_data_num,
    is_counted and (is_on_merits or is_deleted_by_source) as overturn_with_data_den,
    is_counted and is_overturned as overturn_on_merits_num,
    is_counted and is_on_merits as overturn_on_merits_den,
    is_counted and (is_overturned or is_deleted_by_source) as overturn_broad_num,
    is_counted and (is_on_merits or is_deleted_by_source) as overturn_broad_den,
    is_counted and (is_overturned or is_updated) as overturn_modified_num,
    is_counted and is_on_merits as overturn_modified_den,
    is_counted and coalesce(outcome = 'pending', true) as is_outcome_unknown
from complaints
order by complaint_id
