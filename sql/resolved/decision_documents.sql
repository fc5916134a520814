-- One row for each decision of the Commission that came as a document: the complaint it adds to, or why it adds to none.
-- key: record_id
with

listed as (

    select distinct reference_key
    from staged.complaints
    where reference_key is not null

)

select
    documents.record_id,
    documents.reference,
    members.resolved_id as complaint_id,
    case
        when members.resolved_id is not null then 'tied'
        when documents.reference is null then 'no_reference'
        when documents.reference_key is null then 'blacked_out'
        when listed.reference_key is null then 'not_listed'
        else 'not_one'
    end as tie,
    documents.respondent_country,
    documents.instrument,
    documents.outcome,
    documents.grounds,
    documents.decided_on_text,
    documents.session,
    documents.language,
    documents.as_of,
    documents.source_file,
    documents.delivery
from staged.documents
left join resolved.members on documents.record_id = members.record_id and members.record_table = 'documents'
left join listed on documents.reference_key = listed.reference_key
where documents.document_kind = 'decision'
order by documents.record_id
