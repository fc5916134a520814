"""Random cases, counted by the project's own models: the tables a release is made of, in seconds."""

import random

import duckdb
import polars as pl

from pipeline.settings import SQL

COUNTRIES = ["RUS"] * 9 + ["TUR"] * 5 + ["DEU"] * 2 + ["ARM", "CHE"]
INSTRUMENTS = ["red_notice"] * 6 + ["red_diffusion"] * 4 + ["other", None]
OUTCOMES = (
    ["non_compliant"] * 3 + ["compliant"] * 3 + ["compliant_with_update", "deleted_by_source", "no_data", "pending"]
)
YEARS = range(2021, 2025)
WINDOWS = {"decade_10": (2022, 2024), "decade_11": (2021, 2024)}
MODELS = ("request_cells", "complaint_cells", "other_cells", "all_rate_cells", "all_count_cells")
TABLES = {"rates": "rate_cells", "counts": "count_cells"}
MERITS = ("non_compliant", "compliant", "compliant_with_update")


def world(seed: int, requests: int = 700, complaints: int = 260) -> duckdb.DuckDBPyConnection:
    """A database with marts.requests, marts.complaints and the cells counted from them."""
    draw, con = random.Random(seed), duckdb.connect()
    con.execute("create schema raw; create schema marts; create schema resolved")
    _put(con, "raw.windows", [{"window": name, "first_year": a, "last_year": b} for name, (a, b) in WINDOWS.items()])
    _put(con, "marts.requests", [_request(draw) for _ in range(requests)])
    _put(con, "marts.complaints", [_complaint(draw, at) for at in range(complaints)])
    con.execute(
        "create table resolved.messages as select 'RUS' as from_country, '2020' as sent_on_text, 'm' as message_id"
    )
    count(con)
    return con


def count(con: duckdb.DuckDBPyConnection) -> None:
    """Count the cells, anew where they were counted before."""
    for name in (*MODELS, *TABLES.values(), *(f"window_{table}" for table in TABLES.values())):
        con.execute(f"create or replace table marts.{name} as {(SQL / 'marts' / f'{name}.sql').read_text('utf8')}")


def tables(con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """rates, counts and their windows, as `blank` takes them."""
    found = {name: con.sql(f"select * from marts.{table}").pl() for name, table in TABLES.items()}
    return {
        **found,
        **{f"window_{name}": con.sql(f"select * from marts.window_{t}").pl() for name, t in TABLES.items()},
    }


def _put(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    frame = pl.DataFrame(rows, infer_schema_length=None)  # noqa: F841 - read by the query
    con.execute(f"create table {table} as select * from frame")


def _request(draw: random.Random) -> dict:
    outcome = draw.choice(["passed"] * 8 + ["refused", "pending"])
    return {
        "requesting_country": draw.choice(COUNTRIES),
        "instrument": draw.choice(INSTRUMENTS),
        "year_requested": draw.choice(YEARS),
        "population": "register",
        "check_outcome": outcome,
        "is_circulated": outcome == "passed",
        "counts_submitted": True,
        "counts_passed": outcome == "passed",
        "counts_circulated": outcome == "passed",
        "passes_checked_den": outcome in ("passed", "refused"),
        "is_check_unknown": outcome == "pending",
    }


def _complaint(draw: random.Random, at: int) -> dict:
    outcome, instrument, received = draw.choice(OUTCOMES), draw.choice(INSTRUMENTS), draw.choice(YEARS)
    kind = draw.choice(["deletion"] * 12 + ["access", "revision"])
    return {
        "respondent_country": draw.choice(COUNTRIES),
        "instrument": instrument,
        "is_wanted": instrument in ("red_notice", "red_diffusion"),
        "complaint_kind": kind,
        "year_received": received,
        "is_counted": kind == "deletion",
        "year_decided": None if outcome == "pending" else min(received + draw.choice([0, 1]), max(YEARS)),
        "outcome": outcome,
        "person_id": f"p{at // 2 * 2 if draw.random() < 0.1 else at}",
        "is_outcome_unknown": outcome == "pending",
        "overturn_with_data_den": outcome in (*MERITS, "deleted_by_source"),
        "overturn_on_merits_den": outcome in MERITS,
        "overturn_received_num": outcome == "non_compliant",
        "overturn_broad_num": outcome in ("non_compliant", "deleted_by_source"),
        "overturn_modified_num": outcome in ("non_compliant", "compliant_with_update"),
    }
