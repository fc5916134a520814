"""The state of the search for rows to hide: what is hidden so far, and what must stay open."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from pipeline.protect.cells import Cells
from pipeline.protect.lines import Lines

WIDTH = 1.0  # a small count must stay open to at least two values


@dataclass
class Gate:
    """hidden: for each row; needs: for each cell, how wide its range must be (0: it may be known)."""

    cells: Cells
    lines: Lines
    cost: np.ndarray
    limit: int
    hidden: np.ndarray = field(init=False)
    needs: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        values = self.lines.values
        self.hidden = self.cells.marked.to_numpy().copy()
        self.needs = np.where((values >= 1) & (values < self.limit), WIDTH, 0.0)
        held = self.cells.held.filter("is_printed")
        at = (held["id"].to_numpy(), held["row"].to_numpy())
        self._rows = sparse.csr_matrix((np.ones(held.height), at), shape=(values.size, self.hidden.size))
        self._members = sparse.vstack([self.lines.equal, self.lines.atmost]).tocsr()
        self._through = self._members.tocsc()

    def printed(self) -> np.ndarray:
        """For each cell, whether a row that is not hidden holds it."""
        return self._rows @ (~self.hidden).astype(float) > 0

    def hide(self, cell: int) -> None:
        """Hide every row that holds the cell."""
        self.hidden[self._rows.indices[self._rows.indptr[cell] : self._rows.indptr[cell + 1]]] = True

    def members(self, line: int) -> np.ndarray:
        """The cells of a line; lines of persons come after all those of sums."""
        return self._members.indices[self._members.indptr[line] : self._members.indptr[line + 1]]

    def through(self, cell: int) -> np.ndarray:
        """The lines a cell lies on."""
        return self._through.indices[self._through.indptr[cell] : self._through.indptr[cell + 1]]

    def neighbours(self, cells: list[int]) -> list[int]:
        """All cells that share a line with one of these, in order."""
        lines = np.unique(np.concatenate([self.through(cell) for cell in cells])) if cells else np.empty(0, int)
        found = np.unique(np.concatenate([self.members(line) for line in lines])) if lines.size else lines
        return found.tolist()

    def around(self, cell: int, wanted: np.ndarray) -> np.ndarray:
        """The nearest cells that are wanted (true or false for each): on its lines, else on those of its neighbours."""
        seen, ahead = {cell}, [cell]
        while ahead:
            ahead = [one for one in self.neighbours(ahead) if one not in seen]
            found = [one for one in ahead if wanted[one]]
            if found:
                return np.array(found)
            seen.update(ahead)
        return np.empty(0, int)

    def cheapest(self, candidates: np.ndarray, n: int = 1) -> list[int]:
        """The n that cost least, fewer where there are no more; ties by the order of the cells."""
        return [int(one) for one in candidates[np.lexsort((candidates, self.cost[candidates]))[:n]]]
