-- Where a day is known the text beside it is that day; where it is not, the text is less than a day.
with

dates as (

    select
        request_id as resolved_id,
        requested_on as day,
        requested_on_text as day_text
    from resolved.requests

    union all

    select
        request_id as resolved_id,
        checked_on as day,
        checked_on_text as day_text
    from resolved.requests

    union all

    select
        request_id as resolved_id,
        cancelled_on as day,
        cancelled_on_text as day_text
    from resolved.requests

    union all

    select
        complaint_id as resolved_id,
        received_on as day,
        received_on_text as day_text
    from resolved.complaints

    union all

    select
        complaint_id as resolved_id,
        admissible_on as day,
        admissible_on_text as day_text
    from resolved.complaints

    union all

    select
        complaint_id as resolved_id,
        decided_on as day,
        decided_on_text as day_text
    from resolved.complaints

    union all

    select
        message_id as resolved_id,
        sent_on as day,
        sent_on_text as day_text
    from resolved.messages

)

select
    resolved_id,
    day,
    day_text
from dates
where
    (day is not null and coalesce(day_text <> cast(day as varchar), true))
    or (day is null and length(day_text) not in (4, 7))
order by resolved_id, day_text
