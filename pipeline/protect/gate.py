"""The state of the search for rows to hide: what is hidden so far, and what must stay open."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from pipeline.protect.cells import Cells
from pipeline.protect.lines import Lines


@dataclass
class Gate:
    """hidden: for each row; is_small: for each cell, whether it must stay hidden."""

    cells: Cells
    lines: Lines
    cost: np.ndarray
    limit: int
    hidden: np.ndarray = field(init=False)
    is_small: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        values = self.lines.values
        self.hidden = self.cells.marked.to_numpy().copy()
        self.is_small = (values >= 1) & (values < self.limit)
        held = self.cells.held.filter("is_printed")
        at = (held["id"].to_numpy(), held["row"].to_numpy())
        self._rows = sparse.csr_matrix((np.ones(held.height), at), shape=(values.size, self.hidden.size))

    def printed(self) -> np.ndarray:
        """For each cell, whether a row that is not hidden holds it."""
        return self._rows @ (~self.hidden).astype(float) > 0

    def hide(self, cell: int) -> None:
        """Hide every row that holds the cell."""
        self.hidden[self._rows.indices[self._rows.indptr[cell] : self._rows.indptr[cell + 1]]] = True

    def members(self, line: int) -> np.ndarray:
        """The cells of a line."""
        equal = self.lines.equal
        return equal.indices[equal.indptr[line] : equal.indptr[line + 1]]

    def cheapest(self, candidates: np.ndarray, n: int = 1) -> list[int]:
        """The n that cost least, fewer where there are no more; ties by the order of the cells."""
        return [int(one) for one in candidates[np.lexsort((candidates, self.cost[candidates]))[:n]]]
