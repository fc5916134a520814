-- Access requests and revisions enter no complaint or overturn figure.
select
    complaint_id,
    complaint_kind
from marts.complaints
where
    complaint_kind <> 'deletion'
    and (
        is_counted
        or is_outcome_unknown
        or overturn_received_num
        or overturn_received_den
        or overturn_with_data_num
        or overturn_with_data_den
        or overturn_on_merits_num
        or overturn_on_merits_den
        or overturn_broad_num
        or overturn_broad_den
        or overturn_modified_num
        or overturn_modified_den
    )
order by complaint_id
