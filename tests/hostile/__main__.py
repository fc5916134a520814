"""Every hostile file, tried: `python -m tests.hostile [ROUNDS]`. Prints a line for each, then the counts."""

import sys
import tempfile
import time
from pathlib import Path

from tests.hostile import made, more, mutations
from tests.hostile.trial import counts, descriptions, table, tried

if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    files = {**made.all_of(), **more.all_of(), **mutations.all_of(rounds)}
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        results = tried(files, Path(folder) / "trial")
        said = descriptions(Path(folder))
    print("\n".join(table(results)))
    print("\n".join(f"SOURCE.yml with {name}: {found or 'READ WITHOUT A WORD'}" for name, found in said.items()))
    listed = ", ".join(f"{name}: {n}" for name, n in sorted(counts(results).items()))
    print(f"{len(files)} files made, {len(results)} listed in {time.monotonic() - start:.0f} s. {listed}")
