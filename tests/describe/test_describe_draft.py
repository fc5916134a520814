"""A draft: the kind of a table, its columns, what is the same for all rows, and what is left to a person."""

import polars as pl
import pytest

from pipeline.describe import draft_table
from pipeline.settings import Settings

NAMES = ["Stepan Kuznechikhin", "Aylin Demirkan", "Oleg Barsukov"]
REFERENCES = ["RN-1/14", "RN-2/14", "RN-3/15"]
COUNTRIES = ["Russia", "Turkey", "Belarus"]


def draft(columns: dict[str, list], file_name="table.csv", table_name=""):
    sample = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return draft_table(sample.columns, sample, file_name, table_name, Settings())


def test_a_register_of_requests():
    found = draft(
        {
            "No.": ["1", "2", "3"],
            "Ref": REFERENCES,
            "Type": ["red notice", "diffusion", "red notice"],
            "Requesting bureau": ["NCB Moscow", "NCB Ankara", "NCB Minsk"],
            "Person": NAMES,
            "DOB": ["1971-03-12", "1968", "1980-02-02"],
            "Request date": ["14/05/2014", "21/06/2014", "30/01/2015"],
            "Check result": ["passed", "refused", "pending"],
            "Offence": ["fraud", "terrorism", "fraud"],
            "Remarks": ["-", None, "call back"],
            "Zzyzx": ["q", "w", None],
        }
    )
    assert found.mapping.record == "requests"
    assert found.mapping.columns == {
        "Ref": "reference",
        "Type": "instrument",
        "Requesting bureau": "requesting_country",
        "Person": "name",
        "DOB": "birth_date",
        "Request date": "requested_on",
        "Check result": "check_outcome",
        "Offence": "offence_category",
    }
    assert found.mapping.constants == {"population": "register"}
    assert (found.mapping.ignore, found.unknown) == (("No.", "Remarks", "Zzyzx"), ["Zzyzx"])
    assert found.mapping.drafted
    assert 0.7 < found.confidence < 1


def test_complaints_without_a_kind_are_taken_as_deletions_and_a_note_says_so():
    found = draft(
        {
            "Reference": ["CCF/1", "CCF/2", "CCF/3"],
            "Country": COUNTRIES,
            "Date received": ["01/02/2016", "17/02/2016", "05/01/2017"],
            "Outcome": ["non-compliant", "inadmissible", "compliant"],
        },
        "ccf_complaints.csv",
    )
    assert found.mapping.record == "complaints"
    assert found.mapping.columns["Country"] == "respondent_country"
    assert found.mapping.constants == {"complaint_kind": "deletion"}
    assert "deletion" in found.notes[0]


def test_the_public_list_of_notices_is_known_by_its_addresses():
    address = "https://example.org/notices/v1/red/2009-1"
    found = draft(
        {
            "name": ["ZHANGLI", "KUZMINA"],
            "forename": ["SERGEI", "PIERRE"],
            "date_of_birth": ["1995/04/06", "1992/08"],
            "entity_id": ["2009/10000", "2016/10037"],
            "nationalities": ["AR", "RU\x1fUA"],
            "arrest_warrants.issuing_country_id": ["AR", "RU"],
            "arrest_warrants.charge": ["Homicidio criminis causa.", "participation in a group\nof persons"],
            "eyes_colors_id": [None, None],
            "_links.self.href": [address, address],
        },
        "red_details.jsonl",
    )
    assert found.mapping.constants == {"population": "published_list", "instrument": "red_notice"}
    assert found.mapping.columns["entity_id"] == "reference"
    assert found.mapping.columns["arrest_warrants.issuing_country_id"] == "requesting_country"
    assert found.mapping.columns["arrest_warrants.charge"] == "offence_text"
    assert (found.mapping.columns["name"], found.mapping.columns["forename"]) == ("family_name", "forename")
    assert found.unknown == []


def test_the_public_list_is_known_by_its_columns_where_the_addresses_are_gone():
    columns = {"entity_id": ["2009/1"], "name": ["X"], "date_of_birth": ["1995/04/06"], "nationalities": ["AR"]}
    assert draft(columns, "export.csv").mapping.constants == {"population": "published_list"}


@pytest.mark.parametrize(
    "file_name, table_name, instrument",
    [
        ("red_notices_2019.csv", "", "red_notice"),
        ("diffusions.csv", "", "red_diffusion"),
        ("register.xlsx", "Kırmızı bültenler", "red_notice"),
        ("2019/синие_уведомления.csv", "", "blue_notice"),
        ("red_notices_and_diffusions.csv", "", None),
        ("BlueDiffusions.csv", "", "other"),
        ("register.csv", "", None),
    ],
)
def test_the_instrument_comes_from_the_names_where_they_say_one(file_name, table_name, instrument):
    rows = {"Reference": REFERENCES, "Requesting country": COUNTRIES, "Check result": ["passed", "refused", "passed"]}
    assert draft(rows, file_name, table_name).mapping.constants.get("instrument") == instrument


def test_the_columns_of_our_message_reader_are_what_they_say():
    found = draft({"from": ["A"], "to": ["B"], "date": ["2019-02-01"], "text": ["hello"], "person": [None]}, "1.eml")
    assert found.mapping.record == "messages"
    assert found.mapping.columns == {
        "from": "from_country",
        "to": "to_countries",
        "date": "sent_on",
        "text": "text",
        "person": "name",
    }


def test_a_text_alone_is_a_document():
    assert draft({"text": ["Decision of the Commission. " * 20]}, "decision.txt", "document").mapping.columns == {
        "text": "text"
    }


@pytest.mark.parametrize(
    "dates, order",
    [
        (["14/05/2014", "01/02/2014", None], "day_first"),
        (["05/14/2014", "01/02/2014", None], "month_first"),
        (["05/04/2014", "01/02/2014", None], "day_first"),
        (["2014-05-14", "2014-12-31", None], "day_first"),
    ],
)
def test_the_order_of_day_and_month_is_read_from_the_dates(dates, order):
    assert draft({"Ref": REFERENCES, "Country": COUNTRIES, "Request date": dates}).mapping.date_order == order


def test_cells_decide_where_headings_are_alike():
    found = draft(
        {
            "File no": ["CCF/1", "CCF/2", "CCF/3"],
            "Against": COUNTRIES,
            "Received": ["01/02/2016", "17/02/2016", "05/01/2017"],
            "Decision": ["20/11/2016", "12/03/2016", None],
            "Result": ["non-compliant", "inadmissible", "pending"],
        },
        "complaints.csv",
    )
    assert found.mapping.columns["Decision"] == "decided_on"
    assert found.mapping.columns["Result"] == "outcome"


def test_a_name_that_holds_the_forename_too_stays_a_whole_name():
    found = draft({"Ref": REFERENCES, "Country": COUNTRIES, "Name": NAMES, "First name": ["Stepan", "Aylin", "Oleg"]})
    assert found.mapping.columns["Name"] == "name"
    assert "First name" in found.mapping.ignore


def test_a_table_of_no_kind_is_not_staged_and_says_so():
    found = draft({"Desk": ["A", "B"], "Phone": ["12", "13"], "Lunch": ["soup", "salad"]})
    assert (found.mapping.record, found.confidence) == ("none", 0)
    assert "not recognised" in found.mapping.one_row_is


def test_no_name_and_no_birthday_can_be_read_in_the_examples():
    found = draft(
        {
            "Ref": REFERENCES,
            "Country": COUNTRIES,
            "Person": ["Кузнечихин Степан", *NAMES[1:]],
            "DOB": ["1971-03-12"] * 3,
        }
    )
    shown = {column.header: column.examples for column in found.columns}
    assert shown["Person"][0] == "К********* С*****"
    assert shown["DOB"] == ("1***-**-**",)
    assert shown["Country"] == tuple(COUNTRIES)


def test_a_table_without_rows_is_drafted_by_its_headings():
    found = draft({"Reference": [], "Requesting country": [], "Request date": [], "Check result": []})
    assert found.mapping.record == "requests"
    assert len(found.mapping.columns) == 4


def test_two_columns_of_one_list_both_fill_it():
    found = draft(
        {
            "Ref": REFERENCES,
            "Country": COUNTRIES,
            "Nationality": ["RU", "TR", "BY"],
            "Nationality 2": ["UA", None, None],
        }
    )
    assert [header for header, field in found.mapping.columns.items() if field == "nationalities"] == [
        "Nationality",
        "Nationality 2",
    ]
