"""Figures that follow requests: they add up, and what would give a small count away is left out with it."""

import csv
from datetime import date
from pathlib import Path

import country_converter
import polars as pl

from pipeline import warehouse
from pipeline.report.figures.flow import request_flow
from pipeline.report.figures.how_complaints_end import how_complaints_end
from pipeline.report.figures.mix import instrument_mix
from pipeline.report.figures.quarters import requests_by_quarter
from pipeline.report.figures.world import tiles
from pipeline.results import subject
from tests.report.test_report_figures import drawn


def test_the_world_has_a_tile_for_each_member_of_the_united_nations():
    placed = tiles()
    assert placed.select("column", "row").is_duplicated().sum() == 0
    assert placed["country"].is_duplicated().sum() == 0
    listed = Path(country_converter.__file__).with_name("country_data.tsv")
    with listed.open(encoding="utf8") as lines_of_file:
        members = {row["ISO3"] for row in csv.DictReader(lines_of_file, delimiter="\t") if row["UNmember"]}
    assert len(members) == 193 and members <= set(placed["country"])


def test_the_flow_adds_up_stage_by_stage_and_stops_before_a_small_part(invented_site):
    rows = drawn(invented_site)["request_flow"].data
    n = {(row["stage"], row["part"]): row["n"] for row in rows.iter_rows(named=True)}
    assert sum(n[stage, part] for stage, part in n if stage == "complaint") == n["check", "passed"]
    assert sum(n[stage, part] for stage, part in n if stage == "end") == n["complaint", "complained"]
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
    parts = [
        ("check", "passed", 90),
        ("check", "refused", 10),
        ("complaint", "complained", None),
        ("complaint", "quiet", 86),
    ]
    few = request_flow(pl.DataFrame(parts, schema=["stage", "part", "n"], orient="row"), about)
    assert few.data.select("stage", "n").rows() == [("check", 90), ("check", 10)]
    assert "complained" not in few.headline


def test_a_year_with_a_small_quarter_is_left_out_whole(invented_site):
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
    quarters = [
        (date(year, month, 1), "red_diffusion", 20) for year in (2020, 2021, 2022, 2023) for month in (1, 4, 7, 10)
    ]
    counts = pl.DataFrame(quarters, schema=["quarter", "instrument", "n"], orient="row")
    small = counts.with_columns((pl.col("quarter") == date(2020, 4, 1)).alias("is_suppressed"))
    events = pl.DataFrame(
        [(date(2022, 3, 10), "2022-03-10", "RUS", "A rule")],
        schema=["event_on", "event_on_text", "country", "event"],
        orient="row",
    )
    figure = requests_by_quarter(small, events, about)
    assert figure.data["quarter"].dt.year().unique().sort().to_list() == [2021, 2022, 2023]
    assert figure.headline.startswith(
        "Russia: 80 red diffusions in the four quarters before that of 10 March 2022, 80 after"
    )


def test_the_rest_of_a_mix_is_hidden_with_its_year_where_it_is_small(invented_site):
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
    rows = [
        (year, kind, n)
        for year, rest in ((2022, 30), (2023, 3), (2024, 20))
        for kind, n in (("ALL", 100 + rest), ("WANTED", 100), ("red_notice", 60), ("red_diffusion", 40))
    ]
    figure = instrument_mix(pl.DataFrame(rows, schema=["year", "instrument", "n"], orient="row"), about)
    assert figure.data["year"].unique().sort().to_list() == [2022, 2024]
    assert figure.headline == "Red diffusions were 31\u00a0% of what Russia asked for in 2022, 33\u00a0% in 2024"


def test_an_outcome_that_would_follow_from_the_total_is_left_out_with_the_small_one(invented_site):
    with warehouse.reading(invented_site) as con:
        about = subject.load(invented_site, con)
    rows = [("non_compliant", 40), ("compliant", 30), ("inadmissible", 9), ("no_data", None), ("pending", 12)]
    counts = pl.DataFrame(
        [("RUS", outcome, n, 93) for outcome, n in rows], schema=["country", "outcome", "n", "total"], orient="row"
    )
    figure = how_complaints_end(counts, about)
    assert figure.data["outcome"].to_list() == ["non_compliant", "compliant", "pending"]
    assert figure.headline.startswith("43.0")
    assert figure.sample == "n = 93 complaints"
