"""The texts that are searched: one row for each record, and for each page of a document, with where and when it is."""

# kind, record_id, page (null but for documents of several), text, delivery, file, locator, reference, countries, day
TEXTS = """
select
    'messages' as kind, record_id, null::bigint as page, concat_ws(chr(10), subject, text) as text,
    delivery, source_file as file, source_locator as locator, reference,
    list_concat([from_country], coalesce(to_countries, [])) as countries, sent_on_text as day
from staged.messages
where subject is not null or text is not null
union all
select
    'documents', record_id, case when len(parts) > 1 then page end, parts[page],
    delivery, source_file, case when len(parts) > 1 then 'page ' || page else source_locator end, reference,
    [respondent_country], decided_on_text
from (
    select *, unnest(generate_series(1, len(parts))) as page
    from (select *, string_split(text, chr(12)) as parts from staged.documents where text is not null)
)
union all
select
    'requests', record_id, null, offence_text, delivery, source_file, source_locator, reference,
    [requesting_country], requested_on_text
from staged.requests
where offence_text is not null
union all
select
    'reported_figures', record_id, null, context, delivery, source_file, source_locator, reference,
    [country], year::varchar
from staged.reported_figures
where context is not null
union all
select
    'quarantine', md5(concat_ws(chr(31), delivery, path, locator, raw)), null, raw, delivery, path, locator, null,
    []::varchar[], null
from audit.quarantine
where raw is not null
"""

READ = ("staged.messages", "staged.documents", "staged.requests", "staged.reported_figures", "audit.quarantine")
CALLED = {
    "messages": "message",
    "documents": "document",
    "requests": "charges of request",
    "reported_figures": "reported figure",
    "quarantine": "row in quarantine",
}
