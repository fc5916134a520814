"""Complementary suppression: hide as many more rows as it takes until no small count can be worked out.

Two steps, in turn until nothing is found: what follows line by line (quick), then the attacker of `attack.py`. Where a
hidden cell is found out, the cheapest printed cell on the way to it is hidden as well, with every row that holds it.
Deterministic: costs are the counts themselves, ties go by the order of the cells.
"""

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from scipy import sparse

from pipeline.protect import attack
from pipeline.protect.cells import Cells
from pipeline.protect.closure import Known, follow
from pipeline.protect.lines import Lines
from pipeline.settings import SMALLEST_CELL

# A small count must stay open over at least as many values as there are small counts; a cell hidden for its sake over two.
WIDTH = SMALLEST_CELL - 2
WIDTH_OF_OTHERS = 1.0
REACH = 4.0 * SMALLEST_CELL
_NEAR = 1e-6


@dataclass
class Gate:
    """The state of the search: which rows are hidden, which cells must stay open to more than one value."""

    cells: Cells
    lines: Lines
    cost: np.ndarray
    limit: int = SMALLEST_CELL
    hidden: np.ndarray = field(init=False)
    needs: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        held = self.cells.held
        self.hidden = self.cells.marked.to_numpy().copy()
        values = self.lines.values
        self.needs = np.where((values >= 1) & (values < self.limit), float(WIDTH), 0.0)
        shape = (values.size, self.hidden.size)
        printed = held.filter("is_printed")
        ones = np.ones(printed.height)
        self.rows = sparse.csr_matrix((ones, (printed["id"].to_numpy(), printed["row"].to_numpy())), shape=shape)
        self.touching = sparse.vstack([self.lines.equal, self.lines.atmost]).tocsr()
        self.lines_of = self.touching.tocsc()

    def printed(self) -> np.ndarray:
        """For each cell, whether a row that is not hidden holds it."""
        return self.rows @ (~self.hidden).astype(float) > 0

    def hide(self, cell: int) -> None:
        """Hide every row that holds the cell, and see that it stays hidden."""
        rows = self.rows.indices[self.rows.indptr[cell] : self.rows.indptr[cell + 1]]
        self.hidden[rows] = True
        self.needs[cell] = max(self.needs[cell], WIDTH_OF_OTHERS)

    def members(self, line: int) -> np.ndarray:
        return self.touching.indices[self.touching.indptr[line] : self.touching.indptr[line + 1]]

    def cheapest(self, candidates: np.ndarray) -> int:
        return int(candidates[np.lexsort((candidates, self.cost[candidates]))[0]])


def suppress(cells: Cells, lines: Lines, cost: np.ndarray, limit: int = SMALLEST_CELL) -> np.ndarray:
    """For each row of the tables, whether it must be blank.

    cost   for each cell, what it costs a reader to lose it
    limit  the smallest count that may be printed
    """
    gate = Gate(cells, lines, cost, limit)
    while _close_lines(gate) or _close_programs(gate):
        pass
    return gate.hidden


def _close_lines(gate: Gate) -> bool:
    """Hide more until nothing that must stay hidden follows line by line; whether anything was hidden."""
    changed = False
    while True:
        printed = gate.printed()
        known = follow(gate.lines.equal, printed)
        taken: set[int] = set()
        for cell in np.flatnonzero(known.is_known & (gate.needs > 0)):
            candidates = _on_the_way(gate, known, printed, int(cell))
            if candidates.size and not taken & set(candidates.tolist()):
                chosen = gate.cheapest(candidates)
                gate.hide(chosen)
                taken.add(chosen)
        if not taken:
            return changed
        changed = True


def _on_the_way(gate: Gate, known: Known, printed: np.ndarray, cell: int) -> np.ndarray:
    """The printed cells of the line a cell follows from; where that has none, of the lines those follow from."""
    seen, ahead = {cell}, [cell]
    while ahead:
        found, following = [], []
        for one in ahead:
            members = gate.members(int(known.by[one])) if known.by[one] >= 0 else np.empty(0, int)
            fresh = [int(member) for member in members if member not in seen]
            seen.update(fresh)
            found += [member for member in fresh if printed[member]]
            following += fresh
        if found:
            return np.array(sorted(found))
        ahead = following
    return np.empty(0, int)


def _close_programs(gate: Gate) -> bool:
    """Hide more where the attacker's range for a cell is too narrow; whether anything was hidden."""
    printed = gate.printed()
    known = follow(gate.lines.equal, printed)
    of = attack.problem(gate.lines, known.is_known)
    needs = gate.needs[of.cells]
    unsure = np.flatnonzero(needs > attack.widths(of, REACH) + _NEAR)
    if not unsure.size:
        return False
    group, changed = attack.components(of), False
    for at in unsure:
        chosen = np.flatnonzero(group == group[at])
        low, high = attack.bounds(of.part(chosen), int(np.searchsorted(chosen, at)))
        if high - low + _NEAR < needs[at]:
            candidates = _around(gate, printed, int(of.cells[at]))
            if candidates.size:
                gate.hide(gate.cheapest(candidates))
                changed = True
    return changed


def _around(gate: Gate, printed: np.ndarray, cell: int) -> np.ndarray:
    """The printed cells that share a line with a cell; where there is none, with its neighbours, and so on."""
    seen, ahead = {cell}, [cell]
    while ahead:
        near = set()
        for one in ahead:
            for line in gate.lines_of.indices[gate.lines_of.indptr[one] : gate.lines_of.indptr[one + 1]]:
                near.update(gate.members(int(line)).tolist())
        fresh = sorted(near - seen)
        found = [one for one in fresh if printed[one]]
        if found:
            return np.array(found)
        seen.update(fresh)
        ahead = fresh
    return np.empty(0, int)


def costs(table: pl.DataFrame, windows: list[str]) -> np.ndarray:
    """What it costs to lose a cell: its count; zeros, all years and windows last, the first window last of all."""
    last = {name: 2.0 + (at == 0) for at, name in enumerate(windows)}
    rank = pl.col("period").replace_strict({"all": 2.0, **last}, default=0.0, return_dtype=pl.Float64)
    zero = pl.when(pl.col("value") == 0).then(1.0).otherwise(0.0)
    return table.select(pl.col("value") + 1e9 * (rank + zero)).to_series().to_numpy()
