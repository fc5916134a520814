"""What people decided about two records: data/raw/hand/judgements.csv, one line for each answer, in the order given.

What stands of it is the table `resolved.judged`.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.errors import Fault

FILE = "judgements.csv"
SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
ANSWERS = (SAME, DIFFERENT, UNSURE)

Pair = tuple[str, str]


@dataclass(frozen=True)
class Judgement:
    """One answer of one reviewer about two records; `when` is an ISO time."""

    record_id_a: str
    record_id_b: str
    answer: str
    reviewer: str
    when: str

    @property
    def pair(self) -> Pair:
        """The two records in order of their ids."""
        first, second = sorted((self.record_id_a, self.record_id_b))
        return first, second


COLUMNS = [one.name for one in fields(Judgement)]


def read(path: Path) -> list[Judgement]:
    """Every judgement in the order of the file; none where there is no file. Fault where a line is not one."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if rows.fieldnames is None or not set(COLUMNS) <= set(rows.fieldnames):
            raise Fault(
                path.name, "does not have the columns of judgements", f"Its first line should be {','.join(COLUMNS)}."
            )
        found = []
        for number, row in enumerate(rows, 2):
            one = Judgement(*((row[column] or "").strip() for column in COLUMNS))
            if one.answer not in ANSWERS or not one.record_id_a or not one.record_id_b:
                raise Fault(
                    f"{path.name}, line {number}", "is no judgement", f"The answer is one of {', '.join(ANSWERS)}."
                )
            found.append(one)
    return found


def write(path: Path, judgements: Sequence[Judgement]) -> None:
    """The whole file anew, written aside and renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.writing")
    with aside.open("w", encoding="utf8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(one) for one in judgements)
    aside.replace(path)


def latest(judgements: Iterable[Judgement]) -> dict[tuple[Pair, str], Judgement]:
    """The last answer of each reviewer about each pair."""
    return {(one.pair, one.reviewer): one for one in judgements}


def decided(judgements: Iterable[Judgement]) -> dict[Pair, str]:
    """Pairs that all who had an opinion answered alike.

    Same or different. The unsure and the disputed are left open.
    """
    answers: dict[Pair, set[str]] = {}
    for one in latest(judgements).values():
        if one.answer != UNSURE:
            answers.setdefault(one.pair, set()).add(one.answer)
    return {pair: next(iter(given)) for pair, given in sorted(answers.items()) if len(given) == 1}


def disputed(judgements: Iterable[Judgement]) -> list[Pair]:
    """Pairs about which the last answers of two reviewers contradict each other."""
    answers: dict[Pair, set[str]] = {}
    for one in latest(judgements).values():
        answers.setdefault(one.pair, set()).add(one.answer)
    return sorted(pair for pair, given in answers.items() if {SAME, DIFFERENT} <= given)


def impossible(judgements: Iterable[Judgement]) -> list[Pair]:
    """Pairs judged different whose records other judgements make the same, by one step or several."""
    answers = decided(judgements)
    group: dict[str, str] = {}

    def root(one: str) -> str:
        while group.setdefault(one, one) != one:
            one = group[one]
        return one

    for (left, right), answer in answers.items():
        if answer == SAME:
            first, second = sorted((root(left), root(right)))
            group[second] = first
    return [pair for pair, answer in answers.items() if answer == DIFFERENT and root(pair[0]) == root(pair[1])]


def standing(judgements: Sequence[Judgement]) -> dict[Pair, str]:
    """What was decided, in order of the pairs; `different` is left out where other judgements make the two the same."""
    contradicted = set(impossible(judgements))
    return {pair: answer for pair, answer in decided(judgements).items() if pair not in contradicted}


def keep(con: duckdb.DuckDBPyConnection, judgements: Sequence[Judgement]) -> None:
    """Make `resolved.judged`: the pairs of records that stand as decided."""
    rows = [(*pair, answer) for pair, answer in standing(judgements).items()]
    schema = dict.fromkeys(("record_id_a", "record_id_b", "answer"), pl.String)
    warehouse.write_table(con, "resolved.judged", pl.DataFrame(rows, schema, orient="row"))


def kappa(judgements: Iterable[Judgement]) -> tuple[str, str, int, float] | None:
    """Cohen's kappa of the two reviewers with the most pairs in common: (one, other, pairs, kappa); None without such
    two.

    1 is full agreement, 0 what chance alone would give.
    """
    by_reviewer: dict[str, dict[Pair, str]] = {}
    for one in latest(judgements).values():
        by_reviewer.setdefault(one.reviewer, {})[one.pair] = one.answer
    names = sorted(by_reviewer)
    couples = [(a, b, by_reviewer[a].keys() & by_reviewer[b].keys()) for a in names for b in names if a < b]
    couples = [couple for couple in couples if couple[2]]
    if not couples:
        return None
    first, second, shared = max(couples, key=lambda couple: len(couple[2]))
    n = len(shared)
    agreed = sum(by_reviewer[first][pair] == by_reviewer[second][pair] for pair in shared) / n
    by_chance = sum(
        sum(by_reviewer[first][pair] == answer for pair in shared)
        * sum(by_reviewer[second][pair] == answer for pair in shared)
        for answer in ANSWERS
    ) / (n * n)
    return first, second, n, 1.0 if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)
