"""Blank more until every count that must stay open is: linear programs (HiGHS) over all that a reader may believe.

A change of the parts that leaves everything printed and known as it is shows him another world he cannot rule out.
Where the changes found move a count by 1 or more, its range is at least that wide. Each program moves many counts at
once, up or down at random (seeded). First what moves at no cost; then, for those left, at a price: a program may change
printed counts too, each at its cost, and those it does change are blanked. A range once shown stays: blanking more only
widens it.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

from pipeline.errors import Fault

SEED = 20
WIDTH = 1.0  # how far a count must be able to move
NEAR = 1e-6
REACH, FAR = 3.0, 60.0  # how far one part may move in a program: a finest one, any other
PRICES = (10.0, 100.0, 1000.0)  # what opening a count may cost at first; then whatever it takes
ANY = 1e6
LAST = 1e3  # one count alone, when nothing else opened it: a few hundred others may go for it, whatever they cost
FEW = 0.1  # a program that opens a smaller share of those left is the last one that is tried at no cost
AT_ONCE = 4  # once it may cost anything, a quarter of those left at a time: counts side by side hinder each other
LARGE = 300  # parts: pieces below are looked at together


@dataclass(frozen=True)
class World:
    """Matrices over the parts: `equal` lines stay, `atmost` lines stay below `slack`, `forms` are the cells."""

    equal: sparse.csr_matrix
    atmost: sparse.csr_matrix
    slack: np.ndarray
    forms: sparse.csr_matrix
    needs: sparse.csr_matrix
    values: np.ndarray
    reach: np.ndarray


def open_up(world: World, printed: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, int]:
    """For each cell whether it may stay printed; and how many counts are known whatever is blanked.

    Those are of no known country, instrument or year alone, which the reader is taken to be given.
    """
    printed, told = printed.copy(), 0
    for chosen in _pieces(world):
        told += _Search(_piece(world, chosen), printed, cost).run()
    return printed, told


def _pieces(of: World) -> list[np.ndarray]:
    """Parts that share a line, a cell or a need, together; small groups as one."""
    links = sparse.vstack([of.equal, of.atmost, of.forms, of.needs]).tocsr()
    group = connected_components(abs(links).T @ abs(links), directed=False)[1]
    is_large = np.bincount(group)[group] >= LARGE
    alone = [np.flatnonzero(group == number) for number in np.unique(group[is_large])]
    return [chosen for chosen in (*alone, np.flatnonzero(~is_large)) if chosen.size]


def _piece(of: World, chosen: np.ndarray) -> World:
    """The rows that have anything in these parts; `forms` keeps all its rows."""
    equal, atmost, needs = (matrix[:, chosen].tocsr() for matrix in (of.equal, of.atmost, of.needs))
    reach = of.reach[chosen]
    binds = (np.diff(atmost.indptr) > 0) & (of.slack < abs(atmost) @ reach)
    return World(
        equal[np.diff(equal.indptr) > 0],
        atmost[binds],
        of.slack[binds],
        of.forms[:, chosen].tocsr(),
        needs[np.diff(needs.indptr) > 0],
        of.values[chosen],
        reach,
    )


class _Search:
    """One piece: what has moved so far, and which cells are printed (shared by all pieces, which share no cell)."""

    def __init__(self, piece: World, printed: np.ndarray, cost: np.ndarray) -> None:
        self.piece, self.printed, self.cost = piece, printed, cost
        self.random = np.random.default_rng(SEED)
        self.cells = np.flatnonzero(np.diff(piece.forms.indptr) > 0)
        self.low, self.high = np.zeros(piece.needs.shape[0]), np.zeros(piece.needs.shape[0])
        self.left = np.arange(piece.needs.shape[0])

    def run(self) -> int:
        """Blank what it takes; how many counts no blanking can open."""
        self._at_no_cost()
        for price in PRICES:
            if self.left.size and self._at_a_price(self.left, price, self._sides(self.left.size)):
                self._at_no_cost()
        told = 0
        while self.left.size:
            before = self.left.size
            chosen = np.sort(self.random.permutation(self.left)[: 1 + before // AT_ONCE])
            if self._at_a_price(chosen, ANY, self._sides(chosen.size)):
                self._at_no_cost()
            if self.left.size == before:
                told += self._one_by_one(chosen)
        return told

    def _one_by_one(self, wanted: np.ndarray) -> int:
        """Each of these up, else down; those that nothing moves are known without any table, and looked for no more."""
        for one in wanted:
            for side in (1.0, -1.0):
                if one in self.left:
                    self._at_a_price(np.array([one]), ANY, np.array([side]), LAST)
        told = np.intersect1d(wanted, self.left)
        self.left = np.setdiff1d(self.left, told)
        return int(told.size)

    def _at_no_cost(self) -> None:
        goes_on = bool(self.left.size)
        shown = self.piece.forms[self.cells[self.printed[self.cells]]]
        equal = sparse.vstack([self.piece.equal, shown]).tocsr()
        while goes_on:
            before = self.left.size
            pull = self.random.uniform(0.5, 1.5, before) * self._sides(before)
            aim = -(self.piece.needs[self.left].T @ pull)
            low, high = -np.minimum(self.piece.values, self.piece.reach), self.piece.reach
            self._take(_solve(aim, equal, self.piece.atmost, self.piece.slack, low, high))
            goes_on = 0 < self.left.size <= (1 - FEW) * before

    def _at_a_price(self, wanted: np.ndarray, price: float, sides: np.ndarray, most: float = np.inf) -> bool:
        """Move as many of these, each to its side, as is worth the price; blanks what it takes, and says if it did.

        most  what one printed count may cost

        Variables: the parts, each printed cell's way up and down, and for each count wanted how much of WIDTH it moves.
        """
        piece, cells = self.piece, self.cells[self.printed[self.cells]]
        parts, shown, many = piece.values.size, cells.size, wanted.size
        ways = sparse.hstack([-sparse.identity(shown), sparse.identity(shown), sparse.csr_matrix((shown, many))])
        equal = sparse.vstack([_wide(piece.equal, 2 * shown + many), sparse.hstack([piece.forms[cells], ways])])
        moved = sparse.diags(-sides) @ piece.needs[wanted]
        moved = sparse.hstack([moved, sparse.csr_matrix((many, 2 * shown)), sparse.identity(many)])
        atmost = sparse.vstack([_wide(piece.atmost, 2 * shown + many), moved])
        costs = np.minimum(self.cost[cells], most)
        aim = np.concatenate([np.zeros(parts), costs, costs, np.full(many, -price)])
        low = np.concatenate([-np.minimum(piece.values, piece.reach), np.zeros(2 * shown + many)])
        high = np.concatenate([piece.reach, np.full(2 * shown, np.inf), np.full(many, WIDTH)])
        slack = np.concatenate([piece.slack, np.zeros(many)])
        change = _solve(aim, equal.tocsr(), atmost.tocsr(), slack, low, high)[:parts]
        self._take(change)
        used = cells[np.abs(piece.forms[cells] @ change) > NEAR]
        self.printed[used] = False
        return bool(used.size)

    def _take(self, change: np.ndarray) -> None:
        moved = self.piece.needs @ change
        self.low, self.high = np.minimum(self.low, moved), np.maximum(self.high, moved)
        self.left = self.left[(self.high - self.low)[self.left] < WIDTH - NEAR]

    def _sides(self, n: int) -> np.ndarray:
        return self.random.choice([-1.0, 1.0], n)


def _wide(matrix: sparse.csr_matrix, more: int) -> sparse.csr_matrix:
    return sparse.hstack([matrix, sparse.csr_matrix((matrix.shape[0], more))])


def _solve(
    aim: np.ndarray,
    equal: sparse.csr_matrix,
    atmost: sparse.csr_matrix,
    slack: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
) -> np.ndarray:
    """The change that makes aim @ change least."""
    found = linprog(
        aim,
        A_eq=equal if equal.shape[0] else None,
        b_eq=np.zeros(equal.shape[0]) if equal.shape[0] else None,
        A_ub=atmost if atmost.shape[0] else None,
        b_ub=slack if atmost.shape[0] else None,
        bounds=np.column_stack([low, high]),
        method="highs-ipm",
    )
    if found.status != 0:
        raise Fault("the check of small cells", found.message, "The program is at fault here: report it.")
    return found.x
