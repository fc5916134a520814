-- Every staged request, complaint and message is in exactly one resolved row.
with

staged_records as (

    select
        'requests' as record_table,
        count(*) as n
    from staged.requests

    union all

    select
        'complaints' as record_table,
        count(*) as n
    from staged.complaints

    union all

    select
        'messages' as record_table,
        count(*) as n
    from staged.messages

),

placed as (

    select
        record_table,
        count(*) as n
    from resolved.members
    group by record_table

)

select
    staged_records.record_table,
    staged_records.n as n_staged,
    coalesce(placed.n, 0) as n_placed
from staged_records
left join placed on staged_records.record_table = placed.record_table
where staged_records.n <> coalesce(placed.n, 0)
order by staged_records.record_table
