"""The attacker: from all that is printed, the least and the most a hidden cell can be (linear programming, HiGHS).

He knows every line of `lines.py` and that no count is below 0. What he is left with for one cell is a range; a cell
whose range is one number is found out.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from pipeline.errors import Fault
from pipeline.protect.lines import Lines

SEED = 20
ROUNDS = 4
LARGE = 300


@dataclass(frozen=True)
class Problem:
    """What is left to guess: the unknown cells and the lines among them. `cells` are the ids of the unknown."""

    cells: np.ndarray
    equal: sparse.csr_matrix
    equal_to: np.ndarray
    atmost: sparse.csr_matrix
    limit: np.ndarray
    floor: np.ndarray
    ceiling: np.ndarray
    values: np.ndarray

    def part(self, chosen: np.ndarray) -> "Problem":
        """The same for some of its cells (positions), which share no line with the others."""
        equal, equal_to = _rows(self.equal[:, chosen], self.equal_to)
        atmost, limit = _rows(self.atmost[:, chosen], self.limit)
        floor, ceiling = self.floor[chosen], self.ceiling[chosen]
        return Problem(self.cells[chosen], equal, equal_to, atmost, limit, floor, ceiling, self.values[chosen])


def problem(lines: Lines, is_known: np.ndarray) -> Problem:
    """The attacker's view where these cells are known to him."""
    unknown = np.flatnonzero(~is_known)
    known_part = np.where(is_known, lines.values, 0.0)
    equal, equal_to = _rows(lines.equal[:, unknown], lines.equal @ lines.values - lines.equal @ known_part)
    atmost, limit = _rows(lines.atmost[:, unknown], lines.limit - lines.atmost @ known_part)
    floor, ceiling = lines.floor[unknown], lines.ceiling[unknown]
    return Problem(unknown, equal, equal_to, atmost, limit, floor, ceiling, lines.values[unknown])


def _rows(matrix: sparse.csr_matrix, right: np.ndarray) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Only the lines that still hold a cell."""
    matrix = matrix.tocsr()
    full = np.flatnonzero(np.diff(matrix.indptr))
    return matrix[full], right[full]


def components(of: Problem) -> np.ndarray:
    """For each unknown cell, the number of the group it shares lines with."""
    links = sparse.vstack([of.equal, of.atmost]).tocsr()
    return connected_components(links.T @ links != 0, directed=False)[1] if links.shape[0] else np.arange(of.cells.size)


def bounds(of: Problem, at: int) -> tuple[float, float]:
    """The least and the most the unknown cell at this position can be; the most may be infinite."""
    aim = np.zeros(of.cells.size)
    aim[at] = 1.0
    least = _solve(of, aim, None)
    most = _solve(of, -aim, None)
    return float(least[at]) if least is not None else 0.0, float(most[at]) if most is not None else np.inf


def widths(of: Problem, reach: float) -> np.ndarray:
    """A lower limit for the width of every unknown cell's range, found with a few programs over many of them at once.

    Each program pulls every cell to one side at random (seeded); two answers that differ at a cell prove its range at
    least as wide. Looks no further than `reach` from the true cells.
    """
    found = np.zeros(of.cells.size)
    for block in _blocks(components(of)):
        found[block] = _pulled(of.part(block), reach)
    return found


def _blocks(groups: np.ndarray) -> list[np.ndarray]:
    """Positions of the unknown cells: each large group alone, the small ones together."""
    large = np.bincount(groups)[groups] >= LARGE if groups.size else np.zeros(0, bool)
    alone = [np.flatnonzero(groups == group) for group in np.unique(groups[large])]
    return [block for block in (*alone, np.flatnonzero(~large)) if block.size]


def _pulled(of: Problem, reach: float) -> np.ndarray:
    random = np.random.default_rng(SEED)
    low, high = of.values.copy(), of.values.copy()
    pulls = [np.ones(of.cells.size), *(random.choice([-1.0, 1.0], of.cells.size) for _ in range(ROUNDS))]
    for pull in pulls:
        for side in (pull, -pull):
            found = _solve(of, side, reach)
            if found is not None:
                low, high = np.minimum(low, found), np.maximum(high, found)
    return high - low


def _solve(of: Problem, aim: np.ndarray, reach: float | None) -> np.ndarray | None:
    """Cells that make aim @ cells least; None where it has no end."""
    if reach is None:
        box = np.column_stack([of.floor, of.ceiling])
    else:
        box = np.column_stack([np.maximum(of.floor, of.values - reach), np.minimum(of.ceiling, of.values + reach)])
    found = linprog(
        aim,
        A_eq=of.equal if of.equal.shape[0] else None,
        b_eq=of.equal_to if of.equal.shape[0] else None,
        A_ub=of.atmost if of.atmost.shape[0] else None,
        b_ub=of.limit if of.atmost.shape[0] else None,
        bounds=box,
        method="highs",
    )
    if found.status == 3 or (found.status == 4 and reach is None):
        return None
    if found.status != 0:
        raise Fault("the check of small cells", found.message, "This is a fault of the program: keep the data and report it.")
    return found.x
