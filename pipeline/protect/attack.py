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


@dataclass(frozen=True)
class Problem:
    """What is left to guess. `cells` are the ids of the unknown cells, `values` what they truly are."""

    cells: np.ndarray
    equal: sparse.csr_matrix
    equal_to: np.ndarray
    atmost: sparse.csr_matrix
    limit: np.ndarray
    values: np.ndarray


def problem(lines: Lines, unknown: np.ndarray) -> Problem:
    """The attacker's view where all but these cells (ids, in order) are known to him."""
    values = lines.values[unknown]
    equal, atmost = lines.equal[:, unknown].tocsr(), lines.atmost[:, unknown].tocsr()
    some, few = np.diff(equal.indptr) > 0, np.diff(atmost.indptr) > 0
    equal, atmost = equal[some], atmost[few]
    return Problem(unknown, equal, equal @ values, atmost, lines.slack[few] + atmost @ values, values)


def parts(of: Problem, smallest: int) -> list[Problem]:
    """The same in pieces that share no line; those with fewer cells than `smallest` are kept together."""
    links = sparse.vstack([of.equal, of.atmost]).tocsr()
    if not of.cells.size or not links.shape[0]:
        return [of] if of.cells.size else []
    group = connected_components(abs(links).T @ abs(links), directed=False)[1]
    is_large = np.bincount(group)[group] >= smallest
    alone = [np.flatnonzero(group == number) for number in np.unique(group[is_large])]
    return [_piece(of, chosen) for chosen in (*alone, np.flatnonzero(~is_large)) if chosen.size]


def _piece(of: Problem, chosen: np.ndarray) -> Problem:
    equal, atmost = of.equal[:, chosen].tocsr(), of.atmost[:, chosen].tocsr()
    some, few = np.diff(equal.indptr) > 0, np.diff(atmost.indptr) > 0
    return Problem(of.cells[chosen], equal[some], of.equal_to[some], atmost[few], of.limit[few], of.values[chosen])


def near(of: Problem, cells: np.ndarray, steps: int) -> Problem:
    """The cells at these positions and those at most so many lines away; all others are held at what they truly are.

    What moves here moves in the whole problem too; what stands still here may not.
    """
    links = abs(sparse.vstack([of.equal, of.atmost]).tocsr())
    reached = np.zeros(of.cells.size)
    reached[cells] = 1.0
    for _ in range(steps):
        reached = np.minimum(1.0, reached + links.T @ (links @ reached > 0))
    rest = np.where(reached > 0, 0.0, of.values)
    held = Problem(of.cells, of.equal, of.equal_to - of.equal @ rest, of.atmost, of.limit - of.atmost @ rest, of.values)
    return _piece(held, np.flatnonzero(reached))


def bounds(of: Problem, at: int) -> tuple[float, float]:
    """The least and the most the unknown cell at this position can be; the most may be infinite."""
    aim = np.zeros(of.cells.size)
    aim[at] = 1.0
    least, most = solve(of, aim), solve(of, -aim)
    return float(least[at]) if least is not None else 0.0, float(most[at]) if most is not None else np.inf


def solve(of: Problem, aim: np.ndarray, reach: float = np.inf) -> np.ndarray | None:
    """Cells that make aim @ cells least, at most `reach` from the true ones; None where that has no end."""
    atmost, limit = of.atmost, of.limit
    if np.isfinite(reach):  # lines that no cell can come to within its reach say nothing
        binds = limit - atmost @ of.values < reach * abs(atmost).sum(axis=1).A1
        atmost, limit = atmost[binds], limit[binds]
    found = linprog(
        aim,
        A_eq=of.equal if of.equal.shape[0] else None,
        b_eq=of.equal_to if of.equal.shape[0] else None,
        A_ub=atmost if atmost.shape[0] else None,
        b_ub=limit if atmost.shape[0] else None,
        bounds=np.column_stack([np.maximum(0.0, of.values - reach), of.values + reach]),
        method="highs-ipm" if np.isfinite(reach) else "highs",
    )
    if found.status in (3, 4) and np.isinf(reach):
        return None
    if found.status != 0:
        raise Fault("the check of small cells", found.message, "The program is at fault here: report it.")
    return found.x
