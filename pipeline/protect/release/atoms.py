"""What the published counts are made of: parts that do not overlap, so that every count is a sum of some.

A request passed, was refused, or neither; a complaint was found non-compliant, deleted by its source, compliant with an
update, compliant, or has not ended with data. Whoever knows the sums knows more than what is printed in them: the rest
of each share, and what lies between a narrow count and a wide one.
"""

from collections.abc import Iterable

import numpy as np
import polars as pl
from scipy import sparse

from pipeline.protect.cells import KEYS

PLACE = ["unit", "country", "instrument", "period"]
CLOCKS = ("received", "decided")
ENDS = ("non_compliant", "deleted", "updated", "compliant")


def _ended(clock: str, *ends: str) -> tuple[str, ...]:
    return tuple(f"{end}@{clock}" for end in ends)


SUMS: dict[str, tuple[str, ...]] = {
    "passed": ("passed",),
    "checked": ("passed", "refused"),
    "submitted": ("passed", "refused", "unchecked"),
    "complaints": (*_ended("received", *ENDS), "unended"),
    **{f"overturned@{at}": _ended(at, "non_compliant") for at in CLOCKS},
    **{f"overturned_broad@{at}": _ended(at, "non_compliant", "deleted") for at in CLOCKS},
    **{f"modified@{at}": _ended(at, "non_compliant", "updated") for at in CLOCKS},
    **{f"on_merits@{at}": _ended(at, "non_compliant", "updated", "compliant") for at in CLOCKS},
    **{f"with_data@{at}": _ended(at, *ENDS) for at in CLOCKS},
}
# Printed nowhere, but the difference of two counts that may be.
BETWEEN: tuple[tuple[str, ...], ...] = (
    ("refused",),
    ("refused", "unchecked"),
    *(_ended(at, end) for at in CLOCKS for end in ENDS[1:]),
    *(_ended(at, "updated", "compliant") for at in CLOCKS),
    *(_ended(at, "deleted", "updated", "compliant") for at in CLOCKS),
    (*_ended("received", *ENDS[1:]), "unended"),
)


def atoms(cells: pl.DataFrame) -> pl.DataFrame:
    """id, KEYS and value of every part; a count that is no sum of others is its own part, as all of persons are."""
    is_sum = (pl.col("unit") == "cases") & pl.col("quantity").is_in(list(SUMS))
    wide = cells.filter(is_sum).pivot(on="quantity", index=PLACE, values="value")
    there = set(wide.columns)
    parts = [
        wide.filter(pl.col(first).is_not_null()).select(
            pl.lit(name).alias("quantity"), *PLACE, _less(first, without, there).alias("value")
        )
        for name, (first, without) in _differences().items()
        if first in there
    ]
    own = cells.filter(~is_sum).select(*KEYS, "value")
    return pl.concat([*parts, own]).sort(KEYS).with_row_index("id")


def _differences() -> dict[str, tuple[str, str | None]]:
    """Each part as one count less another."""
    found: dict[str, tuple[str, str | None]] = {
        "passed": ("passed", None),
        "refused": ("checked", "passed"),
        "unchecked": ("submitted", "checked"),
        "unended": ("complaints", "with_data@received"),
    }
    for at in CLOCKS:
        found[f"non_compliant@{at}"] = (f"overturned@{at}", None)
        found[f"deleted@{at}"] = (f"overturned_broad@{at}", f"overturned@{at}")
        found[f"updated@{at}"] = (f"modified@{at}", f"overturned@{at}")
        found[f"compliant@{at}"] = (f"on_merits@{at}", f"modified@{at}")
    return found


def _less(first: str, without: str | None, there: set[str]) -> pl.Expr:
    return pl.col(first) - pl.col(without).fill_null(0) if without in there else pl.col(first)


def forms(cells: pl.DataFrame, parts: pl.DataFrame) -> sparse.csr_matrix:
    """forms @ values of the parts == values of the cells."""
    of_cases = pl.DataFrame(
        [(sum_, part) for sum_, held in SUMS.items() for part in held], ["quantity", "part"], orient="row"
    )
    is_case = pl.col("unit") == "cases"
    own = pl.col("quantity").alias("part")
    entries = pl.concat(
        [
            cells.filter(is_case).join(of_cases, on="quantity", how="left").with_columns(pl.col("part").fill_null(own)),
            cells.filter(~is_case).with_columns(own),
        ]
    )
    ids = parts.select(pl.col("quantity").alias("part"), *PLACE, pl.col("id").alias("at"))
    found = entries.join(ids, on=["part", *PLACE]).select("id", "at")
    ones = np.ones(found.height)
    return sparse.csr_matrix((ones, (found["id"], found["at"])), shape=(cells.height, parts.height))


def between(parts: pl.DataFrame, sums: Iterable[tuple[str, ...]] = BETWEEN) -> sparse.csr_matrix:
    """One row for each sum of parts in each place; rows @ values are what lies between two counts."""
    found = [sparse.csr_matrix((0, parts.height))]
    for held in sums:
        its = parts.filter(pl.col("unit") == "cases", pl.col("quantity").is_in(held))
        at = its.select(pl.struct("country", "instrument", "period").rank("dense").cast(pl.Int64) - 1).to_series()
        if its.height:
            shape = (int(at.max()) + 1, parts.height)  # type: ignore[arg-type]
            found.append(sparse.csr_matrix((np.ones(its.height), (at, its["id"])), shape=shape))
    return sparse.vstack(found).tocsr()
