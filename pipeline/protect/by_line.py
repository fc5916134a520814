"""Hide more until nothing that must stay hidden follows from the printed cells line by line."""

import numpy as np

from pipeline.protect.closure import Known, follow
from pipeline.protect.gate import Gate


def close(gate: Gate) -> None:
    """For each cell that follows, hide the cheapest printed cell on the way to it; until there is none."""
    while True:
        printed = gate.printed()
        known = follow(gate.lines.equal, printed)
        taken: set[int] = set()
        for cell in np.flatnonzero(known.is_known & gate.is_small):
            candidates = _on_the_way(gate, known, printed, int(cell))
            if candidates.size and not taken & set(candidates.tolist()):
                [chosen] = gate.cheapest(candidates)
                gate.hide(chosen)
                taken.add(chosen)
        if not taken:
            return


def _on_the_way(gate: Gate, known: Known, printed: np.ndarray, cell: int) -> np.ndarray:
    """The printed cells that a cell follows from: those of its line, and of the lines that others of it follow from."""
    seen, ahead, found = {cell}, [cell], []
    while ahead:
        lines = [int(known.by[one]) for one in ahead if known.by[one] >= 0]
        ahead = sorted({int(member) for line in lines for member in gate.members(line)} - seen)
        found += [one for one in ahead if printed[one]]
        seen.update(ahead)
    return np.array(found, int)
