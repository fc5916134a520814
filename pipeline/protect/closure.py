"""What follows from the printed cells line by line: where one cell of a line is missing, it is the rest."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Known:
    """What is known of each cell.

    is_known  whether it is printed or follows
    by        the line it follows from, -1 where there is none
    """

    is_known: np.ndarray
    by: np.ndarray


def follow(equal: sparse.csr_matrix, printed: np.ndarray) -> Known:
    """All that can be worked out one cell at a time, in as many steps as it takes."""
    touched = (equal != 0).astype(np.int64).tocsr()
    is_known, by = printed.copy(), np.full(printed.size, -1)
    while True:
        missing = touched @ (~is_known).astype(np.int64)
        found = False
        for line in np.flatnonzero(missing == 1):
            members = touched.indices[touched.indptr[line] : touched.indptr[line + 1]]
            left = members[~is_known[members]]
            if left.size == 1:
                is_known[left], by[left], found = True, line, True
        if not found:
            return Known(is_known, by)
