-- The resolved rows together hold as many records as were staged and decisions were added, no more and no fewer.
with

resolved_rows as (

    select
        'requests' as record_table,
        sum(n_records) as n
    from resolved.requests

    union all

    select
        'complaints' as record_table,
        sum(n_records) as n
    from resolved.complaints

    union all

    select
        'messages' as record_table,
        sum(n_records) as n
    from resolved.messages

),

records as (

    select
        case record_table when 'documents' then 'complaints' else record_table end as record_table,
        count(*) as n
    from resolved.members
    group by case record_table when 'documents' then 'complaints' else record_table end

)

select
    resolved_rows.record_table,
    coalesce(resolved_rows.n, 0) as n_in_rows,
    coalesce(records.n, 0) as n_records
from resolved_rows
left join records on resolved_rows.record_table = records.record_table
where coalesce(resolved_rows.n, 0) <> coalesce(records.n, 0)
order by resolved_rows.record_table
