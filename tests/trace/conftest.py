"""A database with a few resolved rows, and the marts and measures made from them."""

import shutil

import pytest

from pipeline import graph, warehouse
from pipeline.graph.ledger import Ledger
from pipeline.graph.models import load
from pipeline.graph.types import column_types, create_empty
from pipeline.measure.run import run as measure
from pipeline.settings import Settings

PERSON = "Zzyzx Quarrel"


def insert(con, table, rows):
    for row in rows:
        marks = ", ".join("?" for _ in row)
        con.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def complaint(number, country="RUS", instrument="red_notice", outcome="non_compliant", received="2023", decided="2024"):
    return {
        "complaint_id": f"c{number}", "reference": f"CCF/{number}", "complaint_kind": "deletion",
        "respondent_country": country, "instrument": instrument, "outcome": outcome, "person_id": f"p{number % 3}",
        "received_on_text": f"{received}-05-01", "decided_on_text": decided and f"{decided}-02", "is_revised": False,
    }  # fmt: skip


COMPLAINTS = [
    complaint(1),
    complaint(2, outcome="compliant"),
    complaint(3, instrument="red_diffusion", outcome="deleted_by_source"),
    complaint(4, outcome="pending", decided=None),
    complaint(5, country="TUR", outcome="compliant_with_update", received="2014"),
    complaint(6, country=None, instrument=None, outcome="non_compliant"),
    {**complaint(7), "complaint_kind": "access"},
    {**complaint(8), "complaint_kind": "revision"},
]
CHECKED = [("RUS", "passed"), ("RUS", "refused"), ("RUS", "pending"), ("TUR", "passed")]
REQUESTS = [
    {
        "request_id": f"r{n}", "population": "register", "instrument": "red_notice", "requesting_country": country,
        "requested_on_text": "2023-01", "check_outcome": outcome, "is_circulated": outcome == "passed",
    }
    for n, (country, outcome) in enumerate(CHECKED)
]  # fmt: skip
MESSAGES = [{"message_id": "m1", "from_country": "RUS", "sent_on_text": "2023-06-01", "purpose": "locate"}]


CORRECTIONS = [
    {
        "entry": entry, "delivery": "leak", "path": "complaints.csv", "locator": "line 1", "record_id": "c1-listed",
        "field": field, "before": before, "after": after, "reason": reason, "author": "desk 2",
    }
    for entry, field, before, after, reason in (
        (2, "outcome", "kept", "non compliant", "the letter says so"),
        (3, "name", "Zzyzx Quarrell", PERSON, "as in the passport"),
    )
]  # fmt: skip


def members():
    """Every resolved row has one listing; c1 has a second, a decision."""
    ids = {"complaints": COMPLAINTS, "requests": REQUESTS, "messages": MESSAGES}
    for table, rows in ids.items():
        for row in rows:
            resolved_id = next(iter(row.values()))
            yield table, f"{resolved_id}-listed", resolved_id, f"{table}.csv", f"line {resolved_id[1:]}"
    yield "documents", "c1-decided", "c1", "decision.pdf", "page 2"


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """A database with a few resolved rows, and marts and measures made from them."""
    settings = Settings(derived=tmp_path_factory.mktemp("derived"), hand=tmp_path_factory.mktemp("hand"))
    shutil.copy(Settings().hand / "definitions.yml", settings.hand)
    with warehouse.building(settings) as con:
        models = load()
        for table, columns in column_types().items():
            if not table.startswith(("marts.", "measures.", "audit.builds")):
                create_empty(con, table, columns)
        ledger = Ledger(con, models)
        for table in models:
            if table.startswith("resolved."):
                ledger.note(table, "as given")
        insert(con, "raw.deliveries", [{"delivery": "leak", "nature": "invented"}])
        insert(con, "raw.windows", [{'"window"': "decade_10", "first_year": 2015, "last_year": 2024}])
        insert(con, "raw.pairs", [{"country_a": "RUS", "country_b": "TUR"}])
        insert(con, "resolved.complaints", COMPLAINTS)
        insert(con, "resolved.requests", REQUESTS)
        insert(con, "resolved.messages", MESSAGES)
        insert(con, "audit.corrections", CORRECTIONS)
        for table, record_id, resolved_id, file, locator in members():
            insert(
                con, "resolved.members", [{"record_id": record_id, "record_table": table, "resolved_id": resolved_id}]
            )
            place = {"delivery": "leak", "source_file": file, "source_locator": locator}
            name = {"name": PERSON} if table != "documents" else {}
            insert(con, f"staged.{table}", [{"record_id": record_id, **place, **name}])
        graph.build(con, settings, ["marts"])
        measure(settings, con)
    return settings
