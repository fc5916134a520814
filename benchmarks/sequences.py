"""`python -m benchmarks.sequences [--seeds …] [--size …]`: what followed an ended request, found against planted.

Each seed is an invented delivery with hard noise that goes through receive, stage, resolve and model. The seeds were
never used while anything was chosen. A pair is an ended request and one later record within W days; for people sought
by message alone it is the message. Precision: of the pairs found, those planted. Recall: of the planted, those found.
"""

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path

import duckdb

from pipeline import rehearse, warehouse
from pipeline.rehearse.hard import NAMESAKES
from pipeline.rehearse.records import Message, Request
from pipeline.rehearse.scenario import scenario
from pipeline.rehearse.sequences import ALONE, SEQUENCES, followed, without_request
from pipeline.rehearse.world import make
from pipeline.run import STAGES
from pipeline.settings import Settings

UNSEEN = (40401, 40402, 40403, 40404, 40405)
DAYS = (30, 90, 180, 365)
LATER = {
    "refused_then_messaged": "message_id",
    "repeat_requests": "next_request_id",
    "proxy_requests": "other_request_id",
}

Key = tuple[str | None, ...]  # table, country, reference without signs, instrument
Pair = tuple[str, Key, Key, int]  # sequence, ended, later, days


def planted(seed: int, size: str) -> set[Pair]:
    """The pairs of the world that this seed plants."""
    world = make(seed, scenario("headline", size), NAMESAKES)
    pairs = {(name, _key(ended), _key(later), days) for name, ended, later, days in followed(world)}
    return pairs | {(ALONE, ("none",), _key(message), 0) for message in without_request(world)}


def _key(one: Request | Message) -> Key:
    reference = re.sub(r"[^0-9A-Z]+", "-", one.reference.upper()).strip("-")
    if isinstance(one, Message):
        return "messages", one.country, reference
    return "requests", one.country, reference, one.instrument


def found(seed: int, size: str) -> set[Pair]:
    """The pairs that the marts hold, each row named by country, reference and instrument."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearse.run(folder / "raw" / "invented", seed, size=size, noise="hard")
        settings = Settings(raw=folder / "raw", derived=folder / "derived")
        with warehouse.building(settings) as con:
            for stage in ("receive", "stage", "resolve", "model"):
                STAGES[stage](settings, con)
            return _found(con)


def _found(con: duckdb.DuckDBPyConnection) -> set[Pair]:
    rows = con.execute("""
        select members.resolved_id, members.record_table, min(members.country), min(members.reference_key),
            min(requests.instrument)
        from resolved.members left join resolved.requests as requests on members.resolved_id = requests.request_id
        where members.record_table in ('requests', 'messages') group by all""").fetchall()
    key = {row[0]: row[1:] if row[1] == "requests" else row[1:4] for row in rows}
    pairs: set[Pair] = set()
    for name, later in LATER.items():
        for one, other, days in con.execute(f"select request_id, {later}, days from marts.{name}").fetchall():
            pairs.add((name, key[one], key[other], days))
    for (message,) in con.execute(f"select message_id from marts.{ALONE}").fetchall():
        pairs.add((ALONE, ("none",), key[message], 0))
    return pairs


def scores(true: set[Pair], told: set[Pair]) -> Counter[tuple[str, int, str]]:
    """How many pairs are planted, found and both, by sequence and days (0 for people sought by message alone)."""
    counted: Counter[tuple[str, int, str]] = Counter()
    for what, pairs in (("planted", true), ("found", told), ("both", true & told)):
        for name, _, _, days in pairs:
            for limit in (0,) if name == ALONE else DAYS:
                counted[name, limit, what] += days <= limit
    return counted


def line(label: str, counted: Counter[tuple[str, int, str]], name: str, days: int) -> str:
    planted_, found_, both = (counted[name, days, what] for what in ("planted", "found", "both"))
    shares = (both / found_ if found_ else 1.0, both / planted_ if planted_ else 1.0)
    return "| {} | {} | {} | {:,} | {:,} | {:.3f} | {:.3f} |".format(
        label, name, days or "–", planted_, found_, *shares
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=UNSEEN)
    parser.add_argument("--size", default="medium")
    asked = parser.parse_args()
    print(
        "| seed | sequence | days | planted | found | precision | recall |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    whole: Counter[tuple[str, int, str]] = Counter()
    for seed in asked.seeds:
        counted = scores(planted(seed, asked.size), found(seed, asked.size))
        whole += counted
        for name in (*SEQUENCES, ALONE):
            print(line(str(seed), counted, name, 0 if name == ALONE else 90), flush=True)
    for name in (*SEQUENCES, ALONE):
        for days in (0,) if name == ALONE else DAYS:
            print(line("all", whole, name, days), flush=True)


if __name__ == "__main__":
    main()
