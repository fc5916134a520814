"""`python -m benchmarks.linkage_speed PEOPLE [--plain]`: from invented names to links, in seconds and memory.

`--plain` measures Splink with its own comparison library on the same columns and about the same blocks instead. Each
in a process of its own, so that the peak of memory is its own.
"""

import argparse
import random
import resource
import time
from collections.abc import Callable

import duckdb
import polars as pl
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from pipeline import warehouse
from pipeline.rehearse.dealing import stream
from pipeline.rehearse.hard import HardPen
from pipeline.rehearse.records import Person
from pipeline.resolve import candidates, features, people
from pipeline.resolve.training import RANDOM_PAIRS, SEED, TRAINING_PAIRS

CONSONANTS = "bdgklmnprstvz"
CYRILLIC = str.maketrans(f"{CONSONANTS}{CONSONANTS.upper()}aeiou", "бдгклмнпрствзБДГКЛМНПРСТВЗаеиоу")
MEMORY = "4GiB"


def descriptions(wanted: int) -> pl.DataFrame:
    """One or two invented descriptions of each of so many people."""
    rng, pen = random.Random(1), HardPen(stream(1, "pen"), "en", {"names": "plain", "dates": ["iso"]})
    rows = []
    for number in range(wanted):
        person = _invented(rng, number)
        for copy in range(1 + (rng.random() < 0.5)):
            told = (pen.name(person)["name"], pen.born(person), person.sex[0].upper(), list(person.nationalities))
            rows.append((f"d{number:08}{copy}", *told, ["RUS"], [f"q{number}{copy}"], 1))
    names = ["description_id", "name", "birth_date_text", "sex", "nationalities", "countries", "cases", "n_records"]
    return pl.DataFrame(rows, names, orient="row")


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


def ours(con: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> list[tuple[str, Callable[[], None]]]:
    """The steps of linkage, in order."""

    def described() -> None:
        con.execute(
            "create table resolved.described as "
            "select description_id as record_id, 'requests' as record_table, description_id from resolved.descriptions"
        )
        people.link(con, [])

    return [
        ("features", lambda: warehouse.write_table(con, "resolved.descriptions", features.featured(frame))),
        ("learning", lambda: candidates.weigh(con)),
        ("scoring", lambda: candidates.compare(con)),
        ("groups", described),
    ]


def plain(con: duckdb.DuckDBPyConnection, frame: pl.DataFrame) -> list[tuple[str, Callable[[], None]]]:
    """Splink as its documentation begins: name, birth date, exact sex and nationality; trained the same way."""
    con.register("given", frame.to_arrow())
    con.execute("create table plain as select * exclude (cases), nationalities[1] as nationality from given")
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="description_id",
        probability_two_random_records_match=1 / frame.height,
        comparisons=[
            cl.NameComparison("name"),
            cl.DateOfBirthComparison("birth_date_text", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nationality"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("birth_date_text", "substr(name, 1, 2)"),
            block_on("name", "substr(birth_date_text, 1, 4)"),
            block_on("substr(name, 1, 6)", "substr(birth_date_text, 1, 4)"),
        ],
    )
    linker = Linker(DuckDBAPI(con).register("plain"), settings)

    def train() -> None:
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
        # not on the name too: where no pair shows a fault of birth dates, a share of 0 stops Splink
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on("birth_date_text"), max_pairs=TRAINING_PAIRS
        )

    def predict() -> None:
        scored = linker.inference.predict(threshold_match_probability=1e-6, warning_mode="never")
        linker.clustering.cluster_pairwise_predictions_at_threshold(scored, 0.8)

    return [("learning", train), ("scoring and groups", predict)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--plain", action="store_true")
    asked = parser.parse_args()
    frame = descriptions(asked.people)
    con = warehouse.connect(memory=MEMORY)
    con.execute("create schema resolved")
    told, wall, worked = [], time.perf_counter(), time.process_time()
    for name, step in (plain if asked.plain else ours)(con, frame):
        before = time.process_time()
        step()
        told.append(f"{name} {time.process_time() - before:.0f} s")
    seconds, peak = time.process_time() - worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{'plain Splink' if asked.plain else 'linkage'}: {asked.people:,} people, {frame.height:,} descriptions: "
        f"{', '.join(told)}; in all {seconds:.0f} s of processor, {time.perf_counter() - wall:.0f} s by the clock, "
        f"peak {peak:,.0f} MiB",
        flush=True,
    )


if __name__ == "__main__":
    main()
