"""Hide more until the attacker of `attack.py` is left with a range for every cell that must stay hidden.

Not one program for each cell but a few over many of them at once: each pulls every cell not yet shown to be open to one
side at random (seeded). Two answers that differ at a cell show its range to be at least as wide; where no program moves
any of those left, they count as found out, and the cheapest printed cell beside each is hidden. A range once shown
stays: hiding more only widens it. While that helps, the few left are looked at among their neighbours alone: what moves
there is open, and where it does not, a cell more is hidden than a program over all cells might have asked for.
"""

import numpy as np

from pipeline.protect import attack, by_line
from pipeline.protect.closure import follow
from pipeline.protect.gate import Gate

SEED = 20
REACH = 3.0  # how far from the truth another value is looked for; further, fewer cells move in one program
STEPS = 2  # lines between a cell that is left and what may move with it, once most are open
ENOUGH = 0.7  # where more than this share is left after a round, the next one looks at all cells again
MOST = 4  # cells hidden in one round for the sake of one that was left again and again
LARGE = 300  # cells: pieces below are looked at together
FEW = 0.1  # a program that opens a smaller share of those left is the last one
NEAR = 1e-6


def open_up(gate: Gate) -> None:
    """Hide what it takes; where every cell around is hidden already and a cell still is not open, it is left."""
    is_open, is_near = gate.needs == 0, False
    tries = np.zeros(gate.needs.size, dtype=int)
    while True:
        before = int(np.count_nonzero(~is_open))
        _look(gate, is_open, STEPS if is_near else None)
        left = np.flatnonzero(~is_open)
        is_near = bool(left.size < ENOUGH * before)
        changed = False
        for cell in left:
            for chosen in gate.cheapest(gate.around(int(cell), gate.printed()), min(2 ** int(tries[cell]), MOST)):
                gate.hide(chosen)
                changed = True
        if not changed:
            return
        tries[left] += 1
        by_line.close(gate)


def _look(gate: Gate, is_open: np.ndarray, steps: int | None) -> None:
    """Mark the cells that can be shown to be open as things are: among all cells, or those so many lines away."""
    unknown = ~follow(gate.lines.equal, gate.printed()).is_known
    whole = attack.problem(gate.lines, np.flatnonzero(unknown))
    if steps is not None:
        whole = attack.near(whole, np.flatnonzero(~is_open[whole.cells]), steps)
    for piece in attack.parts(whole, LARGE):
        _pull(piece, gate.needs[piece.cells], is_open)


def _pull(piece: attack.Problem, needs: np.ndarray, is_open: np.ndarray) -> None:
    """Mark the cells of a piece that two answers of a program show to be open."""
    random = np.random.default_rng(SEED)
    low, high = piece.values.copy(), piece.values.copy()
    left, goes_on = np.flatnonzero(~is_open[piece.cells]), True
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
