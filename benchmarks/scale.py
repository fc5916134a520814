"""`python -m benchmarks.scale`: seconds and peak memory of each stage, beside the floor of reading the files once.

The floor is DuckDB reading the same CSV files as text into Parquet, on the same machine, in the same run.
Options: --requests, --messages and --complaints for another size.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks import delivery


def floor(folder: Path, out: Path) -> tuple[float, float]:
    """(wall, processor) seconds DuckDB needs to read every CSV file of the folder once into Parquet, all as text."""
    start, worked = time.perf_counter(), time.process_time()
    for path in sorted(folder.glob("*.csv")):
        duckdb.read_csv(str(path), all_varchar=True).write_parquet(str(out / f"{path.stem}.parquet"))
    return time.perf_counter() - start, time.process_time() - worked


def pipeline(raw: Path, derived: Path) -> tuple[float, float, list[tuple[str, float, float]]]:
    """(wall, processor) seconds of `article3 run --until measure`, and (stage, seconds, MiB) from audit.runs.

    Readers work in processes of their own, for which the run waits: their seconds count as the run's.
    """
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "run",
        "--until",
        "measure",
        "--raw",
        str(raw),
        "--derived",
        str(derived),
    ]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = used.ru_utime + used.ru_stime
    with duckdb.connect(str(derived / "article3.duckdb"), read_only=True) as con:
        return seconds, worked, con.execute("select stage, seconds, peak_mib from audit.runs").fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--complaints", type=int, default=20_000)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        raw, derived = Path(name) / "raw", Path(name) / "derived"
        size = delivery.write(raw / "large", sizes.requests, sizes.messages, sizes.complaints)
        derived.mkdir()
        least, least_worked = floor(raw / "large", derived)
        total, worked, stages = pipeline(raw, derived)
    made_of = f"{sizes.requests:,} requests, {sizes.messages:,} messages, {size / 1e6:,.0f} MB"
    print(f"| {made_of} | seconds | of processor | peak MiB |")
    print("| --- | --- | --- | --- |")
    print(f"| floor: DuckDB, CSV to Parquet | {least:.1f} | {least_worked:.1f} | |")
    for stage, seconds, peak in stages:
        print(f"| {stage} | {seconds:.1f} | | {peak:,.0f} |")
    print(f"| whole process | {total:.1f} | {worked:.1f} | |")
    print(f"| ratio to the floor | {total / least:.1f} | {worked / least_worked:.1f} | |")


if __name__ == "__main__":
    main()
