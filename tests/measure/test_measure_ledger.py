"""The 22 claims against an invented world in which we know the answers."""

import pytest

from pipeline import measure
from pipeline.errors import Fault
from pipeline.graph.described import descriptions
from pipeline.measure.ledger import table
from pipeline.settings import ROOT, Settings
from tests.measure.world import COUNT, RATE, put

PUBLISHED = ROOT / "data" / "raw" / "published"
HAND = ROOT / "data" / "raw" / "hand"


def counts_of(measure_, unit, clock, **by_country):
    return [(measure_, unit, country, "WANTED", None, clock, n, "decade_10") for country, n in by_country.items()]


WINDOW_COUNTS = [
    *counts_of("complaints", "cases", "received", RUS=930, TUR=300, ARM=30, ALL=1300),
    *counts_of("requests", "cases", "requested", RUS=2000, TUR=1900, TJK=2100, ALL=7000),
    *counts_of("complainants", "persons", "received", RUS=710, TUR=200, ALL=1000),
    *counts_of("overturned_broad", "persons", "decided", RUS=390, TUR=90, ALL=520),
    *counts_of("modified", "cases", "decided", RUS=420, TUR=100, ALL=560),
]
PASS_RATES = [
    ("initial_pass_rate", "checked", "cases", c, "WANTED", None, "requested", x, n, p, "decade_10")
    for c, x, n, p in [("RUS", 1600, 1700, 10), ("ALL", 4500, 5500, 30)]
]
SHARES_BY_YEAR = [
    ("requests", "cases", "RUS", instrument, year, "requested", n)
    for year in range(2018, 2025)
    for instrument, n in (("red_notice", 100), ("red_diffusion", 50 + 15 * (year - 2018)))
]


@pytest.fixture(scope="module")
def ledger(kept_world):
    """The ledger and its readings, from the claims and readings that ship and invented measures."""
    settings, con = kept_world
    settings = Settings(derived=settings.derived, hand=HAND)
    for name in ("claims", "statistics", "cases"):
        con.execute(f"create or replace table raw.{name} as from '{PUBLISHED / name}.csv'")
    con.execute(
        "insert into raw.policy_events by name select 'moscow' as event_id, date '2022-03-10' as event_on,"
        " '2022-03-10' as event_on_text, 2022 as year, 'RUS' as country, 'https://example.org' as source_url"
    )
    put(con, "marts.window_count_cells", (*COUNT, "window"), WINDOW_COUNTS)
    put(con, "marts.window_rate_cells", (*RATE, "window"), PASS_RATES)
    con.execute("insert into marts.count_cells select * from (values " + ", ".join(map(str, SHARES_BY_YEAR)) + ")")
    rows(con)
    measure.run(settings, con)
    read = {name: con.sql(f"select * from measures.{name}").pl().to_dicts() for name in ("claims", "claim_readings")}
    return {row["id"]: row for row in read["claims"]}, read["claim_readings"]


def rows(con):
    """Requests, complaints, messages and sequences: one message after a refusal, no proxy request."""
    con.execute(
        "insert into marts.requests by name select 'r1' as request_id, 'RUS' as requesting_country, '2024' as"
        " requested_on_text, 'red_diffusion' as instrument, 'refused' as check_outcome, 'p1' as person_id"
    )
    con.execute(
        "insert into marts.complaints by name select 'RUS' as respondent_country, '2023-02' as decided_on_text,"
        " 'compliant' as outcome, ['article_3'] as grounds, 'p1' as person_id"
    )
    con.execute(
        "insert into resolved.messages by name select 'm1' as message_id, 'RUS' as from_country, ['ARM', 'DEU'] as"
        " to_countries, 'p1' as person_id, '2024-05-01' as sent_on_text, 'locate' as purpose"
    )
    con.execute("insert into marts.messages_without_request by name select 'm0' as message_id")
    con.execute(
        "insert into marts.refused_then_messaged by name select 'p1' as person_id, 'RUS' as country,"
        " 'refused' as ended_by, true as is_adverse, date '2024-05-01' as sent_on"
    )
    for name in ("repeat_requests", "proxy_requests"):
        con.execute(
            f"insert into marts.{name} by name select 'p1' as person_id, 'RUS' as country,"
            " date '2024-05-01' as requested_on where false"
        )


def test_every_claim_has_a_row_and_one_of_the_four_verdicts(ledger):
    claims, _ = ledger
    assert list(claims) == [f"C{n:02}" for n in range(1, 23)]
    assert {row["verdict"] for row in claims.values()} <= {"holds", "does not hold", "not settled", "cannot be tested"}


@pytest.mark.parametrize(
    "claim, expected, value",
    [
        ("C01", "holds", 1),  # Russia has the most complaints
        ("C02", "holds", 3.1),
        ("C03", "holds", 2),
        ("C04", "holds", 1),
        ("C05", "holds", 0.9),
        ("C06", "holds", 0.5),
        ("C07", "holds", 710),
        ("C08", "not settled", 390),  # ten short of 400: inside the interval
        ("C09", "does not hold", 2000 / 1900),
        ("C10", "does not hold", 1600 / 1700 - 2900 / 3800),
        ("C11", "cannot be tested", None),
        ("C13", "holds", 1),
        ("C14", "not settled", 0),
        ("C15", "not settled", 1),
        ("C16", "not settled", 0),
        ("C18", "cannot be tested", None),
        ("C19", "cannot be tested", None),
        ("C20", "cannot be tested", None),
        ("C22", "does not hold", 0),
    ],
)
def test_verdicts_from_the_records(ledger, claim, expected, value):
    row = ledger[0][claim]
    assert (row["verdict"], row["value"]) == (expected, None if value is None else pytest.approx(value))


def test_a_verdict_comes_with_its_counts_and_interval(ledger):
    row = ledger[0]["C02"]
    assert (row["numerator"], row["numerator_b"], row["tolerance"], row["claimed"]) == (930, 300, 0.45, 3)
    assert row["low"] < 3.1 < row["high"]
    rate = ledger[0]["C05"]
    assert (rate["denominator"], rate["bound_low"]) == (1000, pytest.approx(900 / 1020))


def test_a_rising_share_has_a_positive_slope(ledger):
    row = ledger[0]["C21"]
    assert row["verdict"] == "holds" and 0 < row["low"] < row["value"] < row["high"]


def test_claims_that_contradict_each_other_name_each_other(ledger):
    claims, _ = ledger
    assert {c: claims[c]["contradicts"] for c in ("C02", "C09", "C05", "C10", "C01")} == {
        "C02": ["C09"], "C09": ["C02"], "C05": ["C10"], "C10": ["C05"], "C01": [],
    }  # fmt: skip


def test_each_contradiction_has_a_condition(ledger):
    claims, _ = ledger
    assert "complaints for requests" in claims["C02"]["contradicts_if"] == claims["C09"]["contradicts_if"]
    assert all(bool(row["contradicts"]) == bool(row["contradicts_if"]) for row in claims.values())


def test_the_reading_that_decides_has_the_first_place(ledger):
    claims, readings = ledger
    for claim, row in claims.items():
        own = [one for one in readings if one["id"] == claim]
        assert [one["place"] for one in own] == list(range(1, len(own) + 1))
        assert [one["decides"] for one in own] == [one["place"] == 1 for one in own]
        assert not own or (own[0]["reading"], own[0]["verdict"]) == (row["reading"], row["verdict"])


def test_a_verdict_says_why_and_what_counts_as_said(ledger):
    claims, readings = ledger
    ends = {c: (claims[c]["because"], claims[c]["accept_low"], claims[c]["accept_high"]) for c in ("C02", "C08", "C10")}
    assert ends == {
        "C02": ("inside", pytest.approx(2.55), pytest.approx(3.45)),
        "C08": ("reached", 400, None),
        "C10": ("outside", None, None),
    }
    [query] = [row["query"] for row in readings if row["id"] == "C13" and row["decides"]]
    assert query.startswith("select count(distinct person_id) from marts.refused_then_messaged where (country = 'RUS'")


def test_published_figures_stand_beside_the_records_and_are_not_mixed_in(ledger):
    claims, readings = ledger
    assert (claims["C11"]["published_verdict"], claims["C11"]["published_value"]) == ("holds", 0)
    assert claims["C09"]["published_value"] == pytest.approx(4817 / 2212)
    assert (
        claims["C05"]["published_value"] == pytest.approx(0.9) and claims["C05"]["published_verdict"] == "not settled"
    )
    assert {row["evidence"] for row in claims.values()} == {"records"}
    assert {row["evidence"] for row in readings} == {"records", "published"}


def test_every_reading_that_could_be_asked_is_shown(ledger):
    claims, readings = ledger
    of_c06 = [row for row in readings if row["id"] == "C06" and row["evidence"] == "records"]
    assert {row["basis"] for row in of_c06} == {"on_merits", "with_data", "broad", "modified", "received"}
    assert claims["C06"]["readings"] == len(of_c06)


def test_invented_records_prove_the_method_only(ledger):
    assert ledger[0]["C02"]["caution"].startswith("The records are invented")
    assert ledger[0]["C20"]["caution"] is None


def written(tmp_path, text, name="claim_readings.yml"):
    (tmp_path / name).write_text(text, "utf8")


@pytest.mark.parametrize(
    "text, said",
    [
        ("C99: []", "there is no claim 'C99'"),
        ("C02:\n  - {reading: a, evidence: records, ask: guess}", "'guess' is no question"),
        ("C02:\n  - {reading: a, ask: count}", "does not say `evidence`"),
        ("C02:\n  - {reading: a, evidence: records, ask: table, measure: raw.pairs, condition: nonsense = 1}", "C02"),
    ],
)
def test_a_reading_that_cannot_be_asked_is_said_with_its_place(world, tmp_path, text, said):
    settings, con = world
    con.execute("insert into raw.claims (id, operator) values ('C02', 'ratio')")
    written(tmp_path, text)
    with pytest.raises(Fault, match=r"claim_readings\.yml") as fault:
        table.build(settings, con)
    assert said in str(fault.value)


@pytest.mark.parametrize(
    "text, said",
    [
        ("- {claims: [C02, C99], only_if: never}", "'C99' is no claim"),
        ("- {claims: [C02, C03], only_if: never}", "C02 and C03 contradict each other"),
        ("- {claims: [C02, C09]}", "does not say `only_if`"),
    ],
)
def test_a_condition_of_no_contradiction_is_refused(world, tmp_path, text, said):
    settings, con = world
    con.execute(
        "insert into raw.claims (id, operator, note) values ('C02', 'ratio', ''), ('C03', 'rank', ''),"
        " ('C09', 'ratio', 'contradicts C02: of another thing')"
    )
    written(tmp_path, text, "claim_conflicts.yml")
    with pytest.raises(Fault, match=r"claim_conflicts\.yml, line 1") as fault:
        table.build(settings, con)
    assert said in str(fault.value)


def test_a_window_that_is_not_there_leaves_the_claim_untested(world, tmp_path):
    settings, con = world
    con.execute("insert into raw.claims (id, operator) values ('C02', 'ratio')")
    written(tmp_path, "C02:\n  - {reading: a, evidence: records, ask: ratio, window: year_of_the_cat}")
    claims, _ = table.build(settings, con)
    assert claims["verdict"].to_list() == ["cannot be tested"] and "year_of_the_cat" in claims["note"][0]


def test_an_unknown_operator_is_refused(world):
    settings, con = world
    con.execute("insert into raw.claims (id, operator) values ('C02', 'roughly')")
    with pytest.raises(Fault, match="roughly"):
        table.build(settings, con)


def test_a_claim_without_a_reading_cannot_be_tested(world):
    settings, con = world
    con.execute("insert into raw.claims (id, operator) values ('C02', 'ratio')")
    claims, readings = table.build(settings, con)
    assert claims["verdict"].to_list() == ["cannot be tested"] and readings.is_empty()


def test_the_dictionary_names_every_column_as_it_is(ledger, kept_world):
    _, con = kept_world
    said = {name: d for name, d in descriptions().items() if name.startswith("measures.")}
    made = con.sql("select 'measures.' || table_name from information_schema.tables where table_schema = 'measures'")
    assert set(said) == {name for (name,) in made.fetchall()}
    for table_name, description in said.items():
        types = {name: kind for name, kind, *_ in con.sql(f"describe {table_name}").fetchall()}
        assert {name: column.type for name, column in description.columns.items()} == types
