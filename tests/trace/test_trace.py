"""A figure is followed back to its records, and the records add up to the figure, for every figure there is."""

import csv

import pytest

from pipeline import warehouse
from pipeline.behind import definitions
from pipeline.behind.follow import follow
from pipeline.behind.question import understand
from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.trace.run import run as trace


def test_it_tells_what_the_figure_is_and_the_place_of_every_record(settings):
    said = trace(settings, ["overturn_rate on_merits RUS 2024"]).splitlines()
    assert said[:2] == [
        "INVENTED DEMONSTRATION DATA",
        "overturn_rate on_merits, RUS, WANTED, 2024 by the year decided",
    ]
    assert any(line.endswith("0.5000 (1 of 2), 95 % interval 0.0945 to 0.9055 (wilson)") for line in said)
    assert "  model         sql/marts/complaints.sql: overturn_on_merits_num, overturn_on_merits_den" in said
    assert (
        said[said.index("numerator: 1 records about 1 people") + 1]
        == "  c1  leak/complaints.csv, line 1; leak/decision.pdf, page 2"
    )
    listed = said[said.index("denominator: 2 records about 2 people") + 1 :]
    assert [line.split()[0] for line in listed if not line.startswith("   ")] == ["c1", "c2"]


def test_what_people_put_right_in_a_record_is_told_with_the_reason_but_no_name(settings):
    said = trace(settings, ["overturn_rate on_merits RUS 2024"]).splitlines()
    after = said.index("  c1  leak/complaints.csv, line 1; leak/decision.pdf, page 2")
    place = "      leak/complaints.csv, line 1: "
    assert said[after + 1 : after + 3] == [
        f"{place}outcome put right from kept to non compliant (corrections.yml, entry 2): the letter says so",
        f"{place}name put right (corrections.yml, entry 3): as in the passport",
    ]


def test_no_name_is_ever_told(settings):
    for words in ("overturn_rate on_merits RUS", "messages", "requests RUS"):
        assert "Zzyzx" not in trace(settings, [words])


def test_the_count_is_told_where_the_list_is_cut(settings):
    said = trace(settings, ["complaints", "ALL", "ALL"], limit=2).splitlines()
    start = said.index("counted: 6 records about 3 people")
    assert [line.split()[0] for line in said[start + 1 :] if not line.startswith("   ")] == ["c1", "c2", "…"]
    assert "and 4 more" in said[-1]


def test_all_records_go_into_a_table(settings, tmp_path):
    path = tmp_path / "records.csv"
    said = trace(settings, ["complaint_rate per_submitted RUS decade_10"], limit=0, table=path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["nature"] for row in rows} == {"INVENTED DEMONSTRATION DATA"}
    assert [(row["side"], row["record_id"]) for row in rows] == [
        *(("numerator", f"{c}") for c in ("c1-listed", "c1-decided", "c2-listed", "c3-listed", "c4-listed")),
        *(("denominator", f"r{n}-listed") for n in range(3)),
    ]
    corrected = {row["record_id"]: row["corrections"] for row in rows if row["corrections"]}
    assert list(corrected) == ["c1-listed"] and "the letter says so" in corrected["c1-listed"]
    assert said.endswith(f"8 records written to {path}")


def figures(con):
    """The words of every figure in measures."""
    for table, basis in (("rates", "basis"), ("counts", "unit"), ("window_rates", "basis"), ("window_counts", "unit")):
        period = '"window"' if table.startswith("window") else "coalesce(cast(year as varchar), 'all')"
        words = f"concat_ws(' ', measure, {basis}, country, instrument, {period}, year_basis)"
        yield from con.execute(f"select {words} from measures.{table} order by all").fetchall()


def test_the_records_of_every_figure_add_up_to_it(settings):
    defined = definitions.read(settings)
    with warehouse.reading(settings) as con:
        every = [row[0] for row in figures(con)]
        assert len(every) > 200
        for words in every:
            follow(con, understand([words], defined, ["decade_10"]))


def test_records_that_do_not_add_up_are_a_fault(settings, tmp_path):
    (tmp_path / "definitions.yml").write_text(
        "complaints:\n  is: x\n  model: y\n  bases:\n    cases:\n"
        "      numerator: {is: x, table: marts.complaints, where: 'true'}\n      clocks: [received]\n"
    )
    other = Settings(derived=settings.derived, hand=tmp_path)
    with pytest.raises(Fault, match="the counted is 4 in the measures, but 6 by the records"):
        trace(other, ["complaints RUS"])


def test_a_figure_that_is_not_there_is_said(settings):
    with pytest.raises(Fault, match="no figure for overturn_rate broad, FRA, WANTED, 1999"):
        trace(settings, ["overturn_rate broad FRA 1999"])


def test_before_any_run_it_says_to_run(tmp_path):
    with pytest.raises(Fault, match="there is no database yet"):
        trace(Settings(derived=tmp_path), ["complaints"])
