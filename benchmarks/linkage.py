"""`python -m benchmarks.linkage [--seeds …] [--people N]`: how well people are linked on planted truth, and how fast.

Each seed is an invented delivery with hard noise (pipeline/rehearse/hard.py) that goes through receive, stage and
resolve. The seeds were never
used while the weights, bands or rules were chosen. A pair is two records of one person; B-cubed averages over records.
`--people N` measures speed instead: N invented descriptions, from names to links.
"""

import argparse
import json
import random
import re
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

from pipeline import rehearse, warehouse
from pipeline.rehearse.dealing import stream
from pipeline.rehearse.hard import HardPen
from pipeline.rehearse.records import Person
from pipeline.resolve import candidates, features, people
from pipeline.resolve.names.letters import script
from pipeline.run import STAGES
from pipeline.settings import Settings

CONSONANTS = "bdgklmnprstvz"
CYRILLIC = str.maketrans(f"{CONSONANTS}{CONSONANTS.upper()}aeiou", "бдгклмнпрствзБДГКЛМНПРСТВЗаеиоу")
UNSEEN = (20261, 20262, 20263, 20264, 20265)

RECORDS = """
select links.record_id, links.person_id, planted.number, records.name, records.country
from resolved.links
inner join resolved.members on links.record_id = members.record_id
inner join planted
    on
        planted.record_table = members.record_table
        and planted.country = members.country
        and planted.reference_key = members.reference_key
inner join resolved.person_records as records on links.record_id = records.record_id
order by links.record_id
"""


def linked(seed: int, size: str) -> pl.DataFrame:
    """Every record whose planted person is known: `person_id` as linked, `number` as planted, name and country."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearse.run(folder / "raw" / "invented", seed, folder / "truth.json", size=size, noise="hard")
        settings = Settings(raw=folder / "raw", derived=folder / "derived")
        planted = json.loads((folder / "truth.json").read_text("utf8"))["persons"]
        with warehouse.building(settings) as con:
            for stage in ("receive", "stage", "resolve"):
                STAGES[stage](settings, con)
            con.register("planted", _planted(planted).to_arrow())
            return con.sql(RECORDS).pl()


def _planted(persons: list[list[object]]) -> pl.DataFrame:
    rows = [
        (table, country, re.sub(r"[^0-9A-Z]+", "-", str(reference).upper()).strip("-"), number)
        for table, country, reference, number in persons
    ]
    columns = ["record_table", "country", "reference_key", "number"]
    return pl.DataFrame(rows, columns, orient="row").unique(subset=columns[:3], keep="none")


def accuracy(records: pl.DataFrame) -> tuple[float, float, float]:
    """(pairwise precision, pairwise recall, B-cubed F1)."""
    both = _pairs(records, ["person_id", "number"])
    found, planted = _pairs(records, ["person_id"]), _pairs(records, ["number"])
    shares = records.select(
        precision=pl.len().over("person_id", "number") / pl.len().over("person_id"),
        recall=pl.len().over("person_id", "number") / pl.len().over("number"),
    ).mean()
    precision, recall = shares.row(0)
    return both / max(found, 1), both / max(planted, 1), 2 * precision * recall / (precision + recall)


def _pairs(records: pl.DataFrame, by: list[str]) -> int:
    sizes = records.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def by_group(records: pl.DataFrame, column: str) -> list[tuple[str, int, float, float, float]]:
    """Accuracy among all records of the people who have a record of the group, for groups of at least 100 records."""
    rows = []
    for (group,), of_group in sorted(records.group_by([column]), key=lambda item: str(item[0][0])):
        if group is not None and of_group.height >= 100:
            whole = records.filter(
                pl.col("number").is_in(of_group["number"].unique().to_list())
                | pl.col("person_id").is_in(of_group["person_id"].unique().to_list())
            )
            rows.append((str(group), of_group.height, *accuracy(whole)))
    return rows


def speed(people_wanted: int) -> str:
    """Seconds from names to links for this many people, one or two descriptions each."""
    rng, pen = random.Random(1), HardPen(stream(1, "pen"), "en", {"names": "plain", "dates": ["iso"]})
    rows = []
    for number in range(people_wanted):
        person = _invented(rng, number)
        for copy in range(1 + (rng.random() < 0.5)):
            told = (pen.name(person)["name"], pen.born(person), person.sex[0].upper(), list(person.nationalities))
            rows.append((f"d{number:08}{copy}", *told, ["RUS"], [f"q{number}{copy}"], 1))
    names = ["description_id", "name", "birth_date_text", "sex", "nationalities", "countries", "cases", "n_records"]
    frame = pl.DataFrame(rows, names, orient="row")
    con = duckdb.connect()
    con.execute("create schema resolved")
    start = time.perf_counter()
    warehouse.write_table(con, "resolved.descriptions", features.featured(frame))
    described = time.perf_counter()
    candidates.weigh(con)
    learned = time.perf_counter()
    candidates.compare(con)
    scored = time.perf_counter()
    con.execute(
        "create table resolved.described as "
        "select description_id as record_id, 'requests' as record_table, description_id from resolved.descriptions"
    )
    people.link(con, [])
    end = time.perf_counter()
    pairs = con.execute("select count(*) from resolved.candidate_pairs").fetchone()
    return (
        f"{people_wanted:,} people, {frame.height:,} descriptions, {pairs[0] if pairs else 0:,} pairs kept: "
        f"features {described - start:.0f} s, learning {learned - described:.0f} s, scoring {scored - learned:.0f} s, "
        f"groups {end - scored:.0f} s, in all {end - start:.0f} s"
    )


def _invented(rng: random.Random, number: int) -> Person:
    """A person with a name of syllables.

    One of 2,000 first names, one of five million family names; half of them Russian.
    """
    forename = "".join(rng.choice(CONSONANTS) + rng.choice("aeio") for _ in range(2))
    family = "".join(rng.choice(CONSONANTS) + rng.choice("aeiou") for _ in range(3)) + rng.choice(
        ("ov", "in", "ski", "ko")
    )
    latin = forename.capitalize(), family.capitalize()
    is_russian = rng.random() < 0.5
    native = (latin[0].translate(CYRILLIC), latin[1].translate(CYRILLIC)) if is_russian else latin
    born = f"{rng.randint(1945, 2001)}-{rng.randint(1, 12):02}-{rng.randint(2, 28):02}"
    return Person(number, latin, native, born, rng.choice(("male", "female")), ("RUS" if is_russian else "FRA",))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=UNSEEN)
    parser.add_argument("--size", default="medium")
    parser.add_argument("--people", type=int)
    asked = parser.parse_args()
    if asked.people:
        print(speed(asked.people), flush=True)
        return
    every: list[pl.DataFrame] = []
    print("| seed | records | precision | recall | B-cubed F1 |\n| --- | --- | --- | --- | --- |")
    for seed in asked.seeds:
        records = linked(seed, asked.size)
        print("| {} | {:,} | {:.4f} | {:.4f} | {:.4f} |".format(seed, records.height, *accuracy(records)), flush=True)
        apart = 1_000_000 * len(every)
        every.append(records.with_columns(pl.lit(f"{seed} ") + pl.col("person_id"), number=pl.col("number") + apart))
    records = pl.concat(every).with_columns(script=pl.col("name").map_elements(script, return_dtype=pl.String))
    print("| all | {:,} | {:.4f} | {:.4f} | {:.4f} |".format(records.height, *accuracy(records)))
    for column in ("script", "country"):
        print(f"\n| {column} | records | precision | recall | B-cubed F1 |\n| --- | --- | --- | --- | --- |")
        for row in by_group(records, column):
            print("| {} | {:,} | {:.4f} | {:.4f} | {:.4f} |".format(*row), flush=True)


if __name__ == "__main__":
    main()
