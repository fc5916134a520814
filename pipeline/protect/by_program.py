"""Hide more until the attacker of `attack.py` is left with a range for every cell that must stay hidden.

Not one program for each cell but a few over many of them at once: each pulls every cell not yet shown to be open to one
side at random (seeded). Two answers that differ at a cell show its range to be at least as wide; where no program moves
any of those left, they count as found out, and the cheapest printed cell beside each is hidden. A range once shown
stays: hiding more only widens it.
"""

import numpy as np

from pipeline.protect import attack, by_line
from pipeline.protect.closure import follow
from pipeline.protect.gate import Gate

SEED = 20
REACH = 20.0  # how far from the truth another value is looked for
LARGE = 300  # cells: pieces below are looked at together
FEW = 0.1  # a program that opens a smaller share of those left is the last one
NEAR = 1e-6


def open_up(gate: Gate) -> None:
    """Hide what it takes; where every cell around is hidden already and a cell still is not open, it is left."""
    is_open = np.zeros(gate.needs.size, dtype=bool)
    while True:
        unknown = ~follow(gate.lines.equal, gate.printed()).is_known
        for piece in attack.parts(attack.problem(gate.lines, np.flatnonzero(unknown)), LARGE):
            _pull(piece, gate.needs[piece.cells], is_open)
        changed = False
        for cell in np.flatnonzero((gate.needs > 0) & ~is_open):
            candidates = gate.around(int(cell), gate.printed())
            if candidates.size:
                gate.hide(gate.cheapest(candidates))
                changed = True
        if not changed:
            return
        by_line.close(gate)


def _pull(piece: attack.Problem, needs: np.ndarray, is_open: np.ndarray) -> None:
    """Mark the cells of a piece that two answers of a program show to be open."""
    random = np.random.default_rng(SEED)
    low, high = piece.values.copy(), piece.values.copy()
    left, goes_on = np.flatnonzero((needs > 0) & ~is_open[piece.cells]), True
    while left.size and goes_on:
        aim = np.zeros(piece.cells.size)
        aim[left] = random.uniform(0.5, 1.5, left.size) * random.choice([-1.0, 1.0], left.size)
        for side in (aim, -aim):
            found = attack.solve(piece, side, REACH)
            if found is not None:
                low, high = np.minimum(low, found), np.maximum(high, found)
        is_moved = high[left] - low[left] + NEAR >= needs[left]
        is_open[piece.cells[left[is_moved]]] = True
        goes_on = is_moved.mean() > FEW
        left = left[~is_moved]
