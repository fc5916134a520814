"""A large invented delivery, written by DuckDB: registers of requests and messages as CSV, and a list of complaints."""

from pathlib import Path

import duckdb

COUNTRIES = [
    "NCB Moscow",
    "NCB Ankara",
    "France",
    "Germany",
    "Tadjikistan",
    "НЦБ Минск",
    "IND",
    "BR",
    "USA",
    "Kazakhstan",
]

# Parts of invented names, their consonants as different as those of real ones.
SYLLABLES = [
    *("ba", "de", "fi", "go", "ha", "ki", "lu", "ma", "ne", "po", "ra", "si"),
    *("tu", "va", "zo", "cha", "shi"),
]
SYLLABLES += ["kra", "dro", "gul", "mir", "nov", "bek", "tash"]

SOURCE = """\
title: Invented registers for measuring speed
nature: invented
received: 2025-01-15
as_of: 2025-01-15
files:
  requests.csv:
    record: requests
    one_row_is: a request
    constants: {population: register}
    columns: {Reference: reference, Type: instrument, Bureau: requesting_country, Name: name, Born: birth_date,
      Nationality: nationalities, Requested: requested_on, Check: check_outcome, Checked: checked_on,
      Offence: offence_text}
    ignore: [Remarks]
  messages.csv:
    record: messages
    one_row_is: a message
    columns: {Reference: reference, From: from_country, To: to_countries, Name: name, Born: birth_date, Sent: sent_on,
      Purpose: purpose, Subject: subject, Text: text, Request: request_reference, Reply to: in_reply_to}
  complaints.csv:
    record: complaints
    one_row_is: a file of the Commission
    columns: {File: reference, Kind: complaint_kind, Source: respondent_country, Name: name, Born: birth_date,
      Request: request_reference, Received: received_on, Outcome: outcome, Decided: decided_on}
"""

REQUESTS = """
select 'R/' || (2013 + i % 12) || '/' || i as "Reference",
    ['Red Notice', 'Red Diffusion', 'Red Notice', 'Blue Notice'][1 + i % 4] as "Type",
    {countries}[1 + (hash(i) % 10)::int] as "Bureau",
    {name} as "Name",
    strftime(date '1950-01-01' + (i * 7919 % {people} * 31 % 18000)::int, '%d.%m.%Y') as "Born",
    ['RU', 'TR', 'FR', 'TJ'][1 + i % 4] as "Nationality",
    strftime(date '2013-01-01' + (i * 13 % 4380)::int, '%d/%m/%Y') as "Requested",
    ['passed', 'passed', 'published', 'refused', 'pending'][1 + (hash(i + 1) % 5)::int] as "Check",
    strftime(date '2013-02-01' + (i * 13 % 4380)::int, '%Y-%m-%d') as "Checked",
    ['Fraud on a large scale', 'Murder', 'Drug trafficking', 'Вымогательство'][1 + i % 4] as "Offence",
    'remark number ' || i as "Remarks"
from range({requests}) as numbers(i)
"""

MESSAGES = """
select 'M-' || i as "Reference", {countries}[1 + (hash(i) % 10)::int] as "From",
    {countries}[1 + (hash(i + 7) % 10)::int] as "To",
    {name} as "Name",
    strftime(date '1950-01-01' + (i * 7919 % {people} * 31 % 18000)::int, '%d.%m.%Y') as "Born",
    strftime(date '2013-01-01' + (i * 17 % 4380)::int, '%Y-%m-%d') as "Sent",
    ['locate', 'information', 'arrest', 'reply', 'other'][1 + i % 5] as "Purpose",
    'Request concerning file ' || (i % {requests}) as "Subject",
    'Please inform this bureau of any entry or exit of the person named above since ' || (2013 + i % 12) as "Text",
    case when i % 3 = 0 then 'R/' || (2013 + (i % {requests}) % 12) || '/' || (i % {requests}) end as "Request",
    case when i % 5 = 3 then 'M-' || (i - 1) end as "Reply to"
from range({messages}) as numbers(i)
"""

COMPLAINTS = """
select 'CCF/' || i as "File", ['deletion', 'access', 'deletion', 'revision'][1 + i % 4] as "Kind",
    {countries}[1 + (hash(i) % 10)::int] as "Source",
    {name} as "Name",
    strftime(date '1950-01-01' + (i * 7919 % {people} * 31 % 18000)::int, '%d.%m.%Y') as "Born",
    'R/' || (2013 + i % 12) || '/' || i as "Request",
    strftime(date '2014-01-01' + (i * 13 % 4000)::int, '%d.%m.%Y') as "Received",
    ['compliant', 'not compliant', 'pending', 'inadmissible'][1 + (hash(i + 3) % 4)::int] as "Outcome",
    strftime(date '2015-01-01' + (i * 13 % 4000)::int, '%d.%m.%Y') as "Decided"
from range({complaints}) as numbers(i)
"""


def write(folder: Path, requests: int, messages: int, complaints: int) -> int:
    """Write the delivery into `folder`; returns the bytes of its CSV files. Same numbers, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "SOURCE.yml").write_text(SOURCE, "utf8")
    sizes = {"requests": requests, "messages": messages, "complaints": complaints, "people": max(requests // 2, 1)}
    for name, query in (("requests", REQUESTS), ("messages", MESSAGES), ("complaints", COMPLAINTS)):
        filled = query.format(countries=COUNTRIES, name=_name(sizes["people"]), **sizes)
        duckdb.sql(filled).write_csv(str(folder / f"{name}.csv"), header=True)
    return sum(path.stat().st_size for path in folder.glob("*.csv"))


def _name(people: int) -> str:
    """SQL for the name of the person of row `i`: three syllables and an ending, then two; few are shared."""
    person = f"(i * 7919 % {people})"
    parts = [f"{SYLLABLES}[1 + (hash({person} * 8 + {n}) % {len(SYLLABLES)})::int]" for n in range(5)]
    return f"concat({', '.join(parts[:3])}, 'ev ', {', '.join(parts[3:])})"
