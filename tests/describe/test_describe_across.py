"""Tables with a column for each date are drafted with `unpivot`, and the draft stages every cell."""

import duckdb
import pytest

from pipeline.describe.written import Entry, source_text
from pipeline.mapping import Delivery
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.source_file import parse
from tests.describe.test_describe_draft import COUNTRIES, NAMES, REFERENCES, draft

NUMBERS = ["1 200", None, "7"]


@pytest.mark.parametrize(
    "first, headings",
    [
        ("Country", ["2022", "2023", "2024"]),
        ("Страна", ["01.01.2022", "01.01.2023"]),
        ("Pays", ["2022-12-31", "2023-12-31"]),
        ("Ülke", ["31 December 2022", "31 December 2023"]),
    ],
)
def test_countries_by_date_are_requests_in_circulation(first, headings):
    found = draft({first: COUNTRIES, **dict.fromkeys(headings, NUMBERS), "Total": NUMBERS}, "red_notices.csv")
    assert (found.mapping.record, found.mapping.unpivot) == ("snapshots", ("as_of", "n"))
    assert found.mapping.columns == {first: "country"}
    assert found.mapping.ignore == ("Total",)
    assert found.mapping.constants == {"instrument": "red_notice"}
    assert {column.header for column in found.columns} == {first, *headings, "Total"}


def test_years_alone_may_be_what_happened_in_each_and_a_note_says_so():
    table = {"Country": COUNTRIES, "2022": NUMBERS, "2023": NUMBERS}
    unsure, sure = draft(table), draft(table, "notices in circulation.csv")
    assert any("what happened in each year" in note for note in unsure.notes) and not sure.notes
    assert unsure.confidence < sure.confidence


def test_measures_by_year_are_figures_of_a_report():
    measures = ["requests received", "requests refused", "complaints received"]
    found = draft({"Indicator": measures, "2022": NUMBERS, "2023": NUMBERS}, "annual report.csv")
    assert (found.mapping.record, found.mapping.unpivot) == ("reported_figures", ("year", "value"))
    assert found.mapping.columns == {"Indicator": "measure"}


@pytest.mark.parametrize(
    "table",
    [
        {"Country": COUNTRIES, "2022": NUMBERS},  # one column of a year
        {"Country": COUNTRIES, "2022": ["a", "b", "c"], "2023": ["d", "e", "f"]},  # no numbers
        {"Country": COUNTRIES, "Received": ["2022", "2023", "2024"], "Decided": ["2023", None, "2024"]},
        {"Ref": REFERENCES, "Person": NAMES, "Country": COUNTRIES, "2022": NUMBERS, "2023": NUMBERS},
        {"Person": NAMES, "2022": NUMBERS, "2023": NUMBERS},
    ],
)
def test_other_tables_are_never_turned_on_their_side(table):
    assert draft(table).mapping.unpivot is None


def test_the_draft_stages_every_cell_as_it_is_and_once_it_is_reviewed(tmp_path):
    leak = tmp_path / "raw" / "leak"
    leak.mkdir(parents=True)
    (leak / "stocks.csv").write_text("Country;2022-01-01;2023-01-01;Total\nRussia;1200;1300;2500\nTurkey;;700;700\n")
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived", accept_drafts=True)
    drafted = rows(settings)
    found = draft({"Country": COUNTRIES, "2022-01-01": NUMBERS, "2023-01-01": NUMBERS, "Total": NUMBERS}, "stocks.csv")
    text = source_text(
        Delivery("leak", leak, "INVENTED", "invented", None, None), [Entry("stocks.csv", {}, {"": found})]
    )
    assert "unpivot: {headers: as_of, cells: n}    # a row for each cell of 2 columns, 2022-01-01 to 2023-01-01" in text
    (leak / "SOURCE.yml").write_text(text, "utf8")
    assert parse(leak / "SOURCE.yml", "leak").files[0].mapping.unpivot == ("as_of", "n")
    reviewed = rows(Settings(raw=tmp_path / "raw", derived=tmp_path / "again"))
    expected = [("RUS", "2022-01-01", 1200), ("RUS", "2023-01-01", 1300), ("TUR", "2023-01-01", 700)]
    assert drafted == reviewed == expected


def rows(settings: Settings) -> list[tuple]:
    run(settings, "stage", lambda line: None)
    with duckdb.connect(str(settings.database), read_only=True) as con:
        return con.execute("select country, as_of_text, n from staged.snapshots order by all").fetchall()
