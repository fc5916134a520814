"""How well records were linked: pairs, B-cubed, by group; and whether the chances of the draws come true."""

from collections.abc import Iterable
from itertools import pairwise

import duckdb
import numpy as np
import polars as pl

from pipeline.measure.linkage.partitions import CAUTION, FAINT, contracted, draw
from pipeline.measure.linkage.table import DRAWS, PERSONS, SCORED, SEED

BINS = (0.0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1.01)


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


def chances(con: duckdb.DuckDBPyConnection, numbers: dict[str, int]) -> list[tuple[float, bool]]:
    """(share of draws that take two descriptions for one person, whether they are), for every pair in one group.

    numbers   the planted person of each description that has just one
    """
    scored = con.execute(SCORED, [CAUTION, CAUTION, FAINT]).fetchall()
    pairs, node_of = contracted(scored, dict(con.execute(PERSONS, [FAINT / CAUTION]).fetchall()))
    drawn = {
        node: (number, group.drawn[:, place])
        for number, group in enumerate(draw(pairs, DRAWS, SEED))
        for place, node in enumerate(group.nodes)
    }
    found = []
    for left, right, _ in scored:
        one, other = (drawn.get(node_of.get(side, "")) for side in (left, right))
        if one and other and one[0] == other[0] and one[1] is not other[1] and {left, right} <= numbers.keys():
            found.append((float(np.mean(one[1] == other[1])), numbers[left] == numbers[right]))
    return found


def calibration(pairs: Iterable[tuple[float, bool]]) -> list[tuple[str, int, float, float]]:
    """(chance, pairs, mean chance, share that are one person) for each range of chances."""
    told = np.array(list(pairs), dtype=float).reshape(-1, 2)
    rows = []
    for low, high in pairwise(BINS):
        chosen = told[(told[:, 0] >= low) & (told[:, 0] < high)]
        if len(chosen):
            rows.append((f"{low:g} to {min(high, 1):g}", len(chosen), *chosen.mean(axis=0).tolist()))
    return rows
