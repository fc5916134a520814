"""`python -m benchmarks.small_files`: processor time that one more small file takes to receive and stage, by kind.

For each kind, a delivery of one file and one of FILES more; what the second takes above the first, over FILES: in the
run itself, and in the process that starts workers with a worker for each file.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pipeline.rehearse.formats import office
from tests.stage.texts.made import decisions

FILES = 40
SOURCE = """title: INVENTED small files
nature: invented
received: 2024-01-01
files:
  "*.csv": {record: requests, columns: {Ref: reference, Country: requesting_country, Date: requested_on}}
  "message*": {record: messages}
  "*.txt": {record: documents, columns: {text: text}}
  "*.docx": {record: documents, reader: {parts: text}, columns: {text: text, pages: pages}}
"""
PROGRAM = """
import resource, sys
from pathlib import Path
from pipeline.run import run
from pipeline.settings import Settings
if run(Settings(raw=Path(sys.argv[1]), derived=Path(sys.argv[2])), "stage").failed:
    sys.exit("a file failed")
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime)
"""
TEXTS = [made.text for made in decisions()]
MESSAGE = "FROM: NCB Ankara\nTO: NCB Paris\nREF: M/{n}\nSUBJECT: Location\nTEXT:\nPlease locate the person named.\n"
KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "table (.csv)": ("{n}.csv", lambda n: f"Ref;Country;Date\nA/{n};RUS;2020-01-0{1 + n % 9}\n".encode()),
    "message (.txt)": ("message{n}.txt", lambda n: MESSAGE.format(n=n).encode()),
    "decision (.txt)": ("{n}.txt", lambda n: TEXTS[n % len(TEXTS)].encode()),
    "decision (.docx)": ("{n}.docx", lambda n: office.docx(TEXTS[n % len(TEXTS)].split("\n"))),
}


def seconds(folder: Path, name: str, make: Callable[[int], bytes], n: int) -> tuple[float, float]:
    """Processor seconds of a run up to `stage` on n files of a kind: of the run itself, and of all it starts."""
    leak = folder / f"raw{n}" / "leak"
    leak.mkdir(parents=True)
    (leak / "SOURCE.yml").write_text(SOURCE)
    for number in range(n):
        (leak / name.format(n=number)).write_bytes(make(number))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", PROGRAM, str(leak.parent), str(folder / f"derived{n}")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = float(done.stdout.splitlines()[-1])
    return own, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime - own


def main() -> None:
    for kind, (name, make) in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            first, more = (seconds(Path(folder), name, make, n) for n in (1, 1 + FILES))
        run, workers = (1000 * (b - a) / FILES for a, b in zip(first, more, strict=True))
        start = f"the first {sum(first):4.1f} s"
        print(
            f"{kind:18} {start}, each of {FILES} more {run:4.0f} ms in the run, {workers:4.0f} ms in workers",
            flush=True,
        )


if __name__ == "__main__":
    main()
