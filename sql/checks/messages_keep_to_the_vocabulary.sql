-- Messages use only the words of the public tables.
select
    message_id,
    purpose
from resolved.messages
where purpose not in ('locate', 'information', 'arrest', 'reply', 'cancel', 'other')
order by message_id
