"""The path of one case: in order, with its places, private, masked unless asked for, and found by id or reference."""

import json
from types import SimpleNamespace

import pytest

from pipeline import warehouse
from pipeline.case import told
from pipeline.case.drawn import timeline
from pipeline.errors import Fault
from pipeline.graph.types import column_types, create_empty
from pipeline.settings import ROOT, Settings

NAME = "Zzyzx Quarrel"
REQUESTS = [
    {"request_id": "r1", "reference": "RUS/2020/7", "population": "register", "instrument": "red_notice",
     "requesting_country": "RUS", "person_id": "p1", "requested_on_text": "2020-01-05", "check_outcome": "refused",
     "checked_on_text": "2020-02-01", "refusal_ground": "article_3"},
    {"request_id": "r2", "reference": "7/20", "population": "register", "instrument": "red_diffusion",
     "requesting_country": "TJK", "person_id": "p1", "requested_on_text": "2020", "check_outcome": "passed",
     "checked_on_text": "2020-03", "cancelled_on_text": "2021-06-01", "cancelled_by": "ccf"},
    {"request_id": "r3", "reference": "7/20", "requesting_country": "DEU", "person_id": "p2"},
    {"request_id": "r4", "reference": "8/20", "requesting_country": "DEU"},
]  # fmt: skip
MESSAGES = [
    {"message_id": "m1", "reference": "M-1", "from_country": "RUS", "to_countries": ["DEU", "FRA"], "person_id": "p1",
     "sent_on_text": "2020-02-09", "purpose": "locate", "is_answered": True},
]  # fmt: skip
COMPLAINTS = [
    {"complaint_id": "c1", "reference": "CCF/R 12.20", "complaint_kind": "deletion", "respondent_country": "TJK",
     "person_id": "p1", "received_on_text": "2020-09-01", "admissible_on_text": "2020-10-01",
     "outcome": "non_compliant", "decided_on_text": "2021-05-01", "grounds": ["article_3"]},
    {"complaint_id": "c2", "reference": "CCF/R 13.22", "complaint_kind": "access", "person_id": "p1",
     "outcome": "pending"},
]  # fmt: skip


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    made = Settings(derived=tmp_path_factory.mktemp("derived"))
    with warehouse.building(made) as con:
        for table, columns in column_types().items():
            if table.startswith(("resolved.", "staged.", "raw.")):
                create_empty(con, table, columns)
        kinds = {"requests": REQUESTS, "messages": MESSAGES, "complaints": COMPLAINTS}
        for kind, rows in kinds.items():
            for row in rows:
                put(con, f"resolved.{kind}", row)
                own = next(iter(row.values()))
                put(con, "resolved.members", {"record_id": f"{own}-a", "record_table": kind, "resolved_id": own})
                file = f"letters/QUARREL {own}.eml" if kind == "messages" else f"{kind}.csv"
                place = {"delivery": "leak", "source_file": file, "source_locator": f"line {own[1:]}"}
                put(con, f"staged.{kind}", {"record_id": f"{own}-a", **place})
        put(con, "resolved.people", {
            "person_id": "p1", "display_name": NAME, "birth_date_text": "1970-05-06", "nationalities": ["RUS"],
            "n_records": 5,
        })  # fmt: skip
        put(con, "resolved.links", {"record_id": "r1-a", "record_table": "requests", "person_id": "p1"})
        put(con, "resolved.person_records", {"record_id": "r1-a", "name": NAME})
        put(con, "raw.deliveries", {"delivery": "leak", "nature": "invented"})
    return made


def put(con, table, row):
    con.execute(f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})", list(row.values()))


def test_the_steps_stand_in_the_order_of_their_days_with_file_and_place(settings):
    lines = told.run(settings, "p1").splitlines()
    assert lines[:2] == [told.PRIVATE, told.INVENTED]
    assert [line for line in lines[3:] if not line.startswith("  ")] == [
        "2020        request    TJK  red diffusion asked for  [7/20]",
        "2020-01-05  request    RUS  red notice asked for  [RUS/2020/7]",
        "2020-02-01  check      RUS  refused, article 3  [RUS/2020/7]",
        "2020-02-09  message    RUS  locate to DEU FRA, was answered  [M-1]",
        "2020-03     check      TJK  passed  [7/20]",
        "2020-09-01  complaint  TJK  deletion received, admissible 2020-10-01  [CCF/R 12.20]",
        "2021-05-01  decision   TJK  non compliant, article 3  [CCF/R 12.20]",
        "2021-06-01  end        TJK  cancelled by ccf  [7/20]",
        "no day      complaint  ???  access received  [CCF/R 13.22]",
    ]
    (received,) = (n for n, line in enumerate(lines) if "deletion received" in line)
    assert lines[received + 1] == "            leak/complaints.csv, line 1"


def test_a_name_is_shown_only_where_asked_for_also_in_names_of_files(settings):
    masked, open_ = told.run(settings, "p1"), told.run(settings, "p1", names=True)
    assert "quarrel" not in masked.lower() and "1970-05-06" not in masked and "born 1970" in masked
    assert f"leak/letters/{told.MASK} m1.eml, line 1" in masked
    assert NAME in open_ and "1970-05-06" in open_ and "letters/QUARREL m1.eml" in open_


@pytest.mark.parametrize("asked", ["RUS/2020/7", "rus 2020-7", "CCF/R12.20", "c1", " m1 "])
def test_a_reference_or_the_id_of_a_row_leads_to_its_person(settings, asked):
    assert told.run(settings, asked) == told.run(settings, "p1")


def test_what_is_not_found_or_not_clear_is_said(settings):
    with pytest.raises(Fault, match=r"fits 2 people\n.*p1 \(TJK\), p2 \(DEU\)"):
        told.run(settings, "7/20")
    with pytest.raises(Fault, match="no record of it gives a name"):
        told.run(settings, "8/20")
    for nothing in ("p9", "-", ""):
        with pytest.raises(Fault, match="no reference in these records"):
            told.run(settings, nothing)


def test_the_picture_is_private_holds_every_dated_step_and_no_name(settings):
    with warehouse.reading(settings) as con:
        spec = timeline(con, "p1").to_dict()
    (rows,) = spec["datasets"].values()
    assert spec["title"]["subtitle"] == told.PRIVATE and len(rows) == 8
    assert {row["day"]: row["whole"] for row in rows}["2020-03-01"] is False
    assert "quarrel" not in json.dumps(spec).lower()


def test_the_notebook_of_the_desk_draws_the_case_of_most_records(settings, monkeypatch):
    cells = json.loads((ROOT / "notebooks" / "desk_one_case.ipynb").read_text("utf8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    with warehouse.reading(settings) as con:
        monkeypatch.setattr("pipeline.notebook.open_results", lambda: SimpleNamespace(con=con))
        head, _, last = code.rpartition("\n")
        exec(f"{head}\ndrawn = {last}", known := {})  # noqa: S102 - our own notebook
    assert known["asked"] == "p1" and known["drawn"].to_dict()["title"]["subtitle"] == told.PRIVATE


def test_no_notebook_of_the_report_draws_a_case():
    for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"):
        assert "pipeline.case" not in path.read_text("utf8"), path.name
