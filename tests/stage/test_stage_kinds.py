"""Each record kind comes out with the columns of pipeline/schemas.py; what cannot be read is noted or set aside."""

import json
from datetime import date

import polars as pl
import pytest

from pipeline.fields import NAME_PARTS, mappable
from pipeline.mapping import KINDS as RECORDS
from pipeline.mapping import Mapping
from pipeline.schemas import QUARANTINE, STAGED, UNMAPPED
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import Normalised, Source, normalise

SOURCE = Source("register", "a/list.csv", "ab" * 32)
AS_OF = date(2020, 1, 31)


@pytest.fixture
def stage(words):
    """Normalise rows of field -> text, each field in a column of its own name."""

    def run(record: str, rows: list[dict[str, str | None]], **mapping) -> Normalised:
        fields = list(dict.fromkeys(field for row in rows for field in row))
        batch = pl.DataFrame(rows, schema=dict.fromkeys(fields, pl.String))
        locators = pl.Series([f"line {number}" for number in range(2, len(rows) + 2)])
        given = Mapping(record, columns={field: field for field in fields}, as_of=AS_OF, **mapping)
        return normalise(batch, locators, KINDS[record], given, words, SOURCE, first=1)

    return run


def listed(done: Normalised) -> dict[tuple[str, str], int]:
    return {(field, value): n for field, value, n in done.unmapped.select("field", "value", "n").iter_rows()}


@pytest.mark.parametrize("record", RECORDS)
def test_every_mappable_field_has_a_reader_and_every_kind_its_schema(stage, record):
    kind = KINDS[record]
    assert {*kind.reads, "as_of"} == set(mappable(record)) - set(NAME_PARTS)
    done = stage(record, [{"reference": None}])
    assert dict(done.rows.schema) == STAGED[record]
    assert dict(done.quarantine.schema) == QUARANTINE
    assert dict(done.unmapped.schema) == UNMAPPED


def test_a_request_is_typed_field_by_field(stage):
    done = stage(
        "requests",
        [
            {
                "reference": "Ref. A/7",
                "instrument": "Kırmızı Bülten",
                "requesting_country": "НЦБ Москва",
                "forename": "Пётр",
                "family_name": "Иванов",
                "birth_date": "1975/03",
                "sex": "муж",
                "nationalities": "RU; Турция",
                "requested_on": "2 марта 2015",
                "check_outcome": "одобрено",
                "checked_on": "2015-03",
                "refusal_ground": "Art. 3",
                "cancelled_on": "",
                "cancelled_by": "Commission",
                "offence_text": "Мошенничество",
            }
        ],
    )
    row = done.rows.row(0, named=True)
    assert row["record_id"] == f"{SOURCE.id}-1"
    assert (row["reference"], row["reference_key"], row["population"]) == ("Ref. A/7", "A-7", "register")
    assert (row["instrument"], row["requesting_country"], row["requesting_country_text"]) == (
        "red_notice",
        "RUS",
        "НЦБ Москва",
    )
    assert (row["name"], row["name_key"], row["sex"]) == ("Пётр Иванов", "IVANOV PETR", "M")
    assert (row["birth_date"], row["birth_date_text"], row["nationalities"]) == (None, "1975-03", ["RUS", "TUR"])
    assert (row["requested_on"], row["requested_on_text"]) == (date(2015, 3, 2), "2015-03-02")
    assert (row["check_outcome"], row["checked_on"], row["checked_on_text"]) == ("passed", None, "2015-03")
    assert (row["refusal_ground"], row["cancelled_by"], row["cancelled_on_text"]) == ("article_3", "ccf", None)
    assert (row["offence_category"], row["offence_text"]) == ("fraud", "Мошенничество")
    assert (row["as_of"], row["source_file"], row["source_sha256"]) == (AS_OF, SOURCE.path, SOURCE.sha256)
    assert (row["source_locator"], row["delivery"]) == ("line 2", "register")
    assert done.unmapped.is_empty()


def test_the_source_of_a_record_is_in_its_id_wherever_the_delivery_lies():
    assert Source("register", "a/list.csv", "0").id == SOURCE.id
    assert Source("register", "b/list.csv", "0").id != SOURCE.id


def test_unknown_words_are_null_and_counted_with_their_field(stage):
    rows = [
        {"reference": "1", "instrument": "Chartreuse", "requesting_country": "RU\x1fUA", "requested_on": "circa 2015"},
        {"reference": "2", "instrument": "Chartreuse", "requesting_country": "RU\x1fRU", "requested_on": "n/a"},
    ]
    done = stage("requests", rows)
    assert done.rows["instrument"].to_list() == [None, None]
    assert done.rows["requesting_country"].to_list() == [None, "RUS"]
    assert done.rows["requesting_country_text"].to_list() == ["RU; UA", "RU; RU"]
    assert listed(done) == {
        ("instrument", "Chartreuse"): 2,
        ("requested_on", "circa 2015"): 1,
        ("requesting_country", "RU; UA"): 1,
    }


def test_charges_no_rule_knows_are_one_line(stage):
    rows = [
        {"reference": str(n), "offence_text": text} for n, text in enumerate(["Crossing roads", "Jumping", "Murder"])
    ]
    done = stage("requests", rows)
    assert done.rows["offence_category"].to_list() == [None, None, "violence"]
    assert list(listed(done).values()) == [2]


def test_a_category_of_its_own_column_stands_before_the_charges(stage):
    rows = [
        {"reference": "1", "offence_category": "мошенничество", "offence_text": "Murder"},
        {"reference": "2", "offence_category": None, "offence_text": "Murder"},
        {"reference": "3", "offence_category": "Taking of hostages", "offence_text": None},
    ]
    done = stage("requests", rows)
    assert done.rows["offence_category"].to_list() == ["fraud", "violence", "violence"]
    assert done.unmapped.is_empty()


def test_a_row_without_its_key_goes_to_quarantine_whole(stage):
    rows = [
        {"reference": "", "complaint_kind": "access", "outcome": "pending"},
        {"reference": "C/1", "complaint_kind": None, "outcome": "pending"},
        {"reference": "C/2", "complaint_kind": "plea", "outcome": "pending"},
        {"reference": "n/a", "complaint_kind": "жалоба", "outcome": "pending"},
    ]
    done = stage("complaints", rows)
    assert done.rows["reference"].to_list() == ["n/a"]
    assert done.rows["reference_key"].to_list() == [None]
    assert done.rows["record_id"].to_list() == [f"{SOURCE.id}-4"]
    assert done.quarantine.select("locator", "reason", "field").rows() == [
        ("line 2", "reference is blank", "reference"),
        ("line 3", "complaint_kind is blank", "complaint_kind"),
        ("line 4", "complaint_kind is not known", "complaint_kind"),
    ]
    assert json.loads(done.quarantine["raw"][2]) == rows[2]
    assert listed(done) == {("complaint_kind", "plea"): 1}


def test_flags_are_as_stated_and_never_worked_out(stage):
    rows = [
        {"reference": "1", "complaint_kind": "access", "is_admissible": "да", "has_data": None, "outcome": "no data"},
        {
            "reference": "2",
            "complaint_kind": "access",
            "is_admissible": None,
            "has_data": "hayır",
            "outcome": "compliant",
        },
    ]
    done = stage("complaints", rows)
    assert done.rows.select("is_admissible", "has_data").rows() == [(True, None), (None, False)]


def test_a_message_keeps_its_text_and_lists_its_addressees(stage):
    text = "Para 1\n\n  indented   line"
    rows = [{"reference": "M/1", "from_country": "IP ANKARA", "to_countries": "NCB Paris; IPSG", "text": text}]
    done = stage("messages", rows)
    row = done.rows.row(0, named=True)
    assert (row["from_country"], row["to_countries"], row["to_countries_text"]) == ("TUR", ["FRA"], "NCB Paris; IPSG")
    assert row["text"] == text
    assert listed(done) == {("to_countries", "IPSG"): 1}


def test_a_document_needs_no_reference(stage):
    done = stage("documents", [{"reference": None, "document_kind": None, "pages": "12", "text": "…"}])
    row = done.rows.row(0, named=True)
    assert (row["reference"], row["document_kind"], row["pages"]) == (None, "other", 12)


def test_a_snapshot_is_of_its_own_day(stage):
    rows = [
        {"country": "Russia", "n": "1 200", "as_of": "2019-05-01"},
        {"country": "Russia", "n": "1 300", "as_of": "2019"},
        {"country": "Russia", "n": "1 400", "as_of": None},
        {"country": "Russia", "n": "1 500", "as_of": "lately"},
        {"country": "Russia", "n": "many", "as_of": None},
        {"country": None, "n": "3", "as_of": None},
    ]
    done = stage("snapshots", rows)
    assert done.rows.select("n", "as_of", "as_of_text").rows() == [
        (1200, date(2019, 5, 1), "2019-05-01"),
        (1300, None, "2019"),
        (1400, AS_OF, AS_OF.isoformat()),
        (1500, None, None),
    ]
    assert done.quarantine["reason"].to_list() == ["n is not known", "country is blank"]


def test_elsewhere_a_vague_as_of_gives_way_to_that_of_the_file(stage):
    rows = [{"reference": str(n), "as_of": text} for n, text in enumerate(["2019-05-01", "2019", None])]
    done = stage("requests", rows)
    assert done.rows["as_of"].to_list() == [date(2019, 5, 1), AS_OF, AS_OF]
    assert listed(done) == {("as_of", "2019"): 1}


def test_a_reported_figure_needs_measure_and_value(stage):
    rows = [
        {"measure": "requests", "value": "12,5", "year": "2021"},
        {"measure": "requests", "value": "?", "year": "2021"},
    ]
    done = stage("reported_figures", rows)
    assert done.rows.select("measure", "value", "year").rows() == [("requests", 12.5, 2021)]
    assert done.quarantine.height == 1


def test_constants_are_read_like_cells_and_several_columns_make_a_list(words):
    batch = pl.DataFrame({"*": ["7"], "Nat 1": ["RU"], "Nat 2": ["TR"], "^x$": ["12.03.2015"]})
    mapping = Mapping(
        "requests",
        columns={"*": "reference", "Nat 1": "nationalities", "Nat 2": "nationalities", "^x$": "requested_on"},
        constants={"instrument": "Notice rouge", "population": "liste publique"},
        date_order="month_first",
    )
    done = normalise(batch, pl.Series(["row 1"]), KINDS["requests"], mapping, words, SOURCE, first=5)
    row = done.rows.row(0, named=True)
    assert (row["reference"], row["instrument"], row["population"]) == ("7", "red_notice", "published_list")
    assert (row["nationalities"], row["requested_on_text"]) == (["RUS", "TUR"], "2015-12-03")
    assert row["record_id"].endswith("-5")


def test_batches_can_be_cut_anywhere(stage, words):
    rows = [{"reference": f"R/{n}", "requesting_country": ["RU", "Fr", "x"][n % 3]} for n in range(9)]
    whole = stage("requests", rows).rows
    batch = pl.DataFrame(rows)
    mapping = Mapping("requests", columns={name: name for name in batch.columns}, as_of=AS_OF)
    parts = [
        normalise(
            batch[start : start + 4],
            pl.Series([f"line {n + 2}" for n in range(start, min(start + 4, 9))]),
            KINDS["requests"],
            mapping,
            words,
            SOURCE,
            first=start + 1,
        ).rows
        for start in (0, 4, 8)
    ]
    assert pl.concat(parts).equals(whole)
