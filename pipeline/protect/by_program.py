"""Hide more until the attacker of `attack.py` is left with a range for every cell that must stay hidden.

A range once shown stays: hiding more only widens it. So every cell is shown to be open once: first by a few programs over
all cells, which pull them to random sides (seeded), then, for those that none of them moved, by small programs over the
cells around. Where the rest of the world is held at its true values, what still can move can move all the more.
"""

import numpy as np

from pipeline.protect import attack, by_line
from pipeline.protect.closure import follow
from pipeline.protect.gate import Gate

SEED = 20
REACH = 20.0  # how far from the truth another value is looked for
PATIENCE = 2
LARGE = 300
REGIONS = (150, 1200)
NEAR = 1e-6


def open_up(gate: Gate) -> None:
    """Hide what it takes; where every cell around is hidden already and a cell still is not open, it is left."""
    is_open = np.zeros(gate.needs.size, dtype=bool)
    unknown = ~follow(gate.lines.equal, gate.printed()).is_known
    for piece in attack.parts(attack.problem(gate.lines, np.flatnonzero(unknown)), LARGE):
        _pull(piece, gate, is_open, PATIENCE)
    left = np.flatnonzero((gate.needs > 0) & ~is_open)
    tried: set[int] = set()
    while left.size:
        for cell in left:
            _open_one(gate, is_open, unknown, int(cell))
        tried.update(left.tolist())
        by_line.close(gate)
        unknown = ~follow(gate.lines.equal, gate.printed()).is_known
        left = np.array([cell for cell in np.flatnonzero((gate.needs > 0) & ~is_open) if cell not in tried], dtype=int)


def _open_one(gate: Gate, is_open: np.ndarray, unknown: np.ndarray, cell: int) -> None:
    """Hide cells around until this one is open."""
    while not is_open[cell]:
        for size in REGIONS:
            cells, near = _region(gate, unknown, cell, size)
            piece = attack.problem(gate.lines, cells, near)
            _pull(piece, gate, is_open, 1, int(np.searchsorted(cells, cell)))
            if is_open[cell] or cells.size < size:
                break
        if not is_open[cell]:
            candidates = gate.around(cell, gate.printed())
            if not candidates.size:
                return
            chosen = gate.cheapest(candidates)
            gate.hide(chosen)
            unknown[chosen] = True


def _pull(piece: attack.Problem, gate: Gate, is_open: np.ndarray, patience: int, only: int | None = None) -> None:
    """Mark the cells of a piece that two answers of the program show to be open.

    only  position of the one cell to pull; else all that are not open yet, to random sides
    """
    random = np.random.default_rng(SEED)
    low, high = piece.values.copy(), piece.values.copy()
    needs, idle = gate.needs[piece.cells], 0
    left = np.flatnonzero((needs > 0) & ~is_open[piece.cells])
    while left.size and idle < patience:
        aim = np.zeros(piece.cells.size)
        aim[left] = random.uniform(0.5, 1.5, left.size) * random.choice([-1.0, 1.0], left.size)
        if only is not None:
            aim *= 1e-3
            aim[only], idle = 1.0, patience
        for side in (aim, -aim):
            found = attack.solve(piece, side, REACH)
            if found is not None:
                low, high = np.minimum(low, found), np.maximum(high, found)
        still = left[high[left] - low[left] + NEAR < needs[left]]
        idle = idle + 1 if still.size > 0.9 * left.size else idle
        is_open[piece.cells[np.setdiff1d(left, still)]] = True
        left = still


def _region(
    gate: Gate, unknown: np.ndarray, cell: int, size: int
) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Up to `size` unknown cells around one, in order, and the lines they lie on (of sums, of persons)."""
    chosen, ahead = [cell], [cell]
    seen = {cell}
    while ahead and len(chosen) < size:
        ahead = [one for one in gate.neighbours(ahead) if one not in seen and unknown[one]]
        seen.update(ahead)
        chosen += ahead[: size - len(chosen)]
    cells = np.array(sorted(chosen))
    lines = np.unique(np.concatenate([gate.through(one) for one in cells]))
    sums = gate.lines.equal.shape[0]
    return cells, (lines[lines < sums], lines[lines >= sums] - sums)
