-- One row for each person and country that sought the person by message before, or without, any request on record.
-- key: person_id, country
select
    person_id,
    country,
    min(sent_on_text) as first_sent_on_text,
    cast(substr(min(sent_on_text), 1, 4) as int) as year_first_sent,
    count(*) as messages,
    count(*) filter (where is_answered) as answered,
    count(*) filter (where is_answered) > 0 as is_answered,
    has_birth_date,
    max(next_requested_on_text) as next_requested_on_text,
    max(next_requested_on_text) is null as is_by_message_alone
from marts.messages_without_request
group by person_id, country, has_birth_date
order by person_id, country
