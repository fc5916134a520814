"""`python -m benchmarks.linkage [--seeds …] [--keep]`: how well people are linked on planted truth, and on FEBRL.

Each seed is an invented delivery with hard noise (pipeline/rehearse/hard.py) that goes through receive, stage and
resolve. The seeds were never used while the weights, bands or rules were chosen. A pair is two records of one person;
B-cubed averages over records. `--keep` writes what is printed to benchmarks/linkage.txt, which the report reads.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.linkage_febrl import febrl
from benchmarks.linkage_scores import accuracy, by_group, calibration, chances
from pipeline import rehearse, warehouse
from pipeline.resolve.names.letters import script
from pipeline.run import STAGES
from pipeline.settings import ROOT, Settings

UNSEEN = (30101, 30102, 30103, 30104, 30105)
TEXT = ROOT / "benchmarks" / "linkage.txt"
SCORES = ("records", "precision", "recall", "b_cubed_f1")
CHANCES = ("pairs", "mean_chance", "share_one_person")

RECORDS = """
select links.record_id, links.person_id, planted.number, records.name, records.country, described.description_id
from resolved.links
inner join resolved.members on links.record_id = members.record_id
inner join resolved.described on links.record_id = described.record_id
inner join planted
    on
        planted.record_table = members.record_table
        and planted.country = members.country
        and planted.reference_key = members.reference_key
inner join resolved.person_records as records on links.record_id = records.record_id
order by links.record_id
"""


def linked(seed: int, size: str) -> tuple[pl.DataFrame, list[tuple[float, bool]]]:
    """(every record whose planted person is known, with `person_id` and planted `number`; chances of the draws)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearse.run(folder / "raw" / "invented", seed, folder / "truth.json", size=size, noise="hard")
        settings = Settings(raw=folder / "raw", derived=folder / "derived")
        planted = json.loads((folder / "truth.json").read_text("utf8"))["persons"]
        with warehouse.building(settings) as con:
            for stage in ("receive", "stage", "resolve"):
                STAGES[stage](settings, con)
            return against(con, planted)


def against(
    con: duckdb.DuckDBPyConnection, planted: list[list[object]]
) -> tuple[pl.DataFrame, list[tuple[float, bool]]]:
    """The resolved records beside the planted persons, and the chances of the draws beside what is true."""
    con.register("planted", _planted(planted).to_arrow())
    records = con.sql(RECORDS).pl()
    of_one = records.group_by("description_id").agg(pl.col("number").unique()).filter(pl.col("number").list.len() == 1)
    numbers = dict(of_one.select("description_id", pl.col("number").list.first()).rows())
    return records, chances(con, numbers)


def _planted(persons: list[list[object]]) -> pl.DataFrame:
    rows = [
        (table, country, re.sub(r"[^0-9A-Z]+", "-", str(reference).upper()).strip("-"), number)
        for table, country, reference, number in persons
    ]
    columns = ["record_table", "country", "reference_key", "number"]
    return pl.DataFrame(rows, columns, orient="row").unique(subset=columns[:3], keep="none")


class Told:
    """Tables of text, printed as they come and kept."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def table(self, kind: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print one table; its first column is what `kind` says."""
        self._say(f"\n| {kind} | {' | '.join(column.replace('_', ' ') for column in columns)} |")
        self._say("| --- " * (len(columns) + 1) + "|")
        for group, *values in rows:
            texts = [f"{value:.4f}" if isinstance(value, float) else f"{value}" for value in values]
            self._say(f"| {group} | {' | '.join(texts)} |")

    def _say(self, line: str) -> None:
        print(line, flush=True)
        self.lines.append(line)

    def keep(self) -> None:
        """Write the file that the report and the tests read."""
        TEXT.write_text("\n".join(self.lines).lstrip() + "\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=UNSEEN)
    parser.add_argument("--size", default="medium")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--jobs", type=int, default=2, help="seeds at a time")
    asked = parser.parse_args()
    every: list[pl.DataFrame] = []
    by_seed: list[tuple[object, ...]] = []
    pairs: list[tuple[float, bool]] = []
    with ProcessPoolExecutor(asked.jobs, get_context("spawn")) as pool:
        linked_seeds = list(pool.map(linked, asked.seeds, [asked.size] * len(asked.seeds)))
    for seed, (records, drawn) in zip(asked.seeds, linked_seeds, strict=True):
        by_seed.append((seed, records.height, *accuracy(records)))
        apart = 1_000_000 * len(every)
        every.append(records.with_columns(pl.lit(f"{seed} ") + pl.col("person_id"), number=pl.col("number") + apart))
        pairs += drawn
    records = pl.concat(every).with_columns(script=pl.col("name").map_elements(script, return_dtype=pl.String))
    told = Told()
    told.table("seed", SCORES, [*by_seed, ("all", records.height, *accuracy(records))])
    for column in ("script", "country"):
        told.table(column, SCORES, by_group(records, column))
    told.table("chance in draws", CHANCES, calibration(pairs))
    told.table("file", SCORES, febrl())
    if asked.keep:
        told.keep()


if __name__ == "__main__":
    main()
