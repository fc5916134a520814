"""The tables of rates and counts as a release holds them: its rows, and in them the numbers that may be printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from scipy import sparse

from pipeline.protect.cells import KEYS, numbers
from pipeline.protect.release import atoms, known, program
from pipeline.protect.release.earlier import beside
from pipeline.protect.release.pages import on_pages
from pipeline.protect.release.plan import Plan

Windows = Mapping[str, tuple[int, int]]
ALREADY_KNOWN = 1e4  # times the cost: the earlier release printed it, and it is the same


@dataclass(frozen=True)
class Blanked:
    """The rows a release holds, by table, and what became of its counts.

    cells  KEYS, value, is_small, is_printed: every count that has a place in the release
    sought how many counts from 1 to 4, in the release or not, it was made sure of that they stay open
    told   how many besides are of no known country, instrument or year alone, which a reader is taken to be given
    given_away  how many more the pages alone give away, whatever is blanked here
    """

    tables: dict[str, pl.DataFrame]
    cells: pl.DataFrame
    sought: int
    told: int
    given_away: int


def blank(
    tables: Mapping[str, pl.DataFrame],
    plan: Plan,
    windows: Windows,
    limit: int,
    earlier: Mapping[str, pl.DataFrame] | None = None,
    pages: Mapping[str, pl.DataFrame] | None = None,
) -> Blanked:
    """The rows the plan has a place for; numbers null that are small, or from which a small count would follow.

    earlier  the tables of the release before;  pages  the rows of `tables` that the report prints: both are known
    """
    said = numbers(tables)
    cells = said.unique(KEYS, keep="first").select(*KEYS, "value").sort(KEYS)
    is_small = cells["value"].is_between(1, limit - 1)
    place = cells.select(*KEYS, plan.holds(cells, is_small).alias("has_place"))
    rows = said.join(place, on=KEYS).group_by("row").agg(pl.col("has_place").all())
    held = said.join(rows.filter("has_place"), on="row").select("row", "part", *KEYS)
    released = held.select(*KEYS).unique().with_columns(has_place=True)
    cells = cells.join(released, on=KEYS, how="left").with_columns(pl.col("has_place").fill_null(False))
    cells = cells.with_columns(on_pages(cells, pages).alias("on_pages"))
    counts_here = (pl.col("unit") == "cases") | pl.col("has_place") | pl.col("on_pages")
    cells = cells.filter(counts_here).sort(KEYS).with_row_index("id")
    cells, sought, told, given_away = _marked(cells, plan, windows, limit, earlier)
    shown = held.join(cells.filter("is_printed").select(KEYS), on=KEYS, how="semi").select("row", "part")
    kept, start = {}, 0
    for name, table in tables.items():
        its = table.with_columns(pl.int_range(start, start + pl.len()).alias("row"))
        kept[name] = _numbers_left(its.join(held.select("row"), on="row", how="semi", maintain_order="left"), shown)
        start += table.height
    placed = cells.filter("has_place").select(*KEYS, "value", "is_small", "is_printed")
    return Blanked(kept, placed, sought, told, given_away)


def _marked(
    cells: pl.DataFrame, plan: Plan, windows: Windows, limit: int, earlier: Mapping[str, pl.DataFrame] | None
) -> tuple[pl.DataFrame, int, int, int]:
    """The cells with is_small and is_printed; how many counts were made sure of, are told, are given away by pages."""
    parts = atoms.atoms(cells)
    forms = atoms.forms(cells, parts)
    values = parts["value"].to_numpy().astype(float)
    atmost = known.atmost(cells, parts, forms, windows)
    is_small = cells["value"].is_between(1, limit - 1)
    before = beside(cells, earlier, limit)
    between = atoms.between(parts)
    is_few = (between @ values >= 1) & (between @ values < limit)
    needs = sparse.vstack([forms[(is_small | before["has_moved"]).to_numpy()], between[is_few]]).tocsr()
    world = program.World(
        equal=known.equal(parts, windows),
        atmost=atmost,
        slack=np.maximum(0.0, -(atmost @ values)),
        forms=forms,
        needs=needs,
        values=values,
        reach=np.where(plan.finest(parts).to_numpy(), program.REACH, program.FAR),
    )
    hidden = is_small | before["was_blank"] | before["has_moved"]
    printed = (cells["has_place"] & ~hidden) | before["is_same"] | cells["on_pages"]
    cost = plan.costs(cells).to_numpy() * np.where(before["is_same"].to_numpy(), ALREADY_KNOWN, 1.0)
    with_pages = replace(world, equal=sparse.vstack([world.equal, forms[cells["on_pages"].to_numpy()]]).tocsr())
    is_printed, open_to_none = program.open_up(with_pages, printed.to_numpy(), cost)
    told = program.open_up(world, np.zeros(cells.height, bool), cost)[1] if open_to_none else 0
    marks = (is_small.alias("is_small"), pl.Series("is_printed", is_printed))
    return cells.with_columns(marks), needs.shape[0] - open_to_none, told, open_to_none - told


def _numbers_left(rows: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """The rows with the counts that are printed; what is worked out of two counts, where both are."""
    counts = [name for name in ("n", "numerator", "denominator") if name in rows.columns]
    for name in counts:
        its = shown.filter(pl.col("part") == name).select("row", pl.lit(True).alias(f"{name}_shown"))
        rows = rows.join(its, on="row", how="left", maintain_order="left")
    are_shown = [pl.col(f"{name}_shown").fill_null(False) for name in counts]
    rows = rows.with_columns((~pl.all_horizontal(are_shown)).alias("is_suppressed"))
    each = [pl.when(is_shown).then(pl.col(name)).alias(name) for name, is_shown in zip(counts, are_shown, strict=True)]
    return rows.with_columns(each).drop("row", *(f"{name}_shown" for name in counts))
