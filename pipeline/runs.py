"""audit.runs: one row for each stage of each run, with what it cost and what it was made from."""

import hashlib

import duckdb

from pipeline.progress import Costs
from pipeline.stamp import Stamp


def record(con: duckdb.DuckDBPyConnection, stamp: Stamp, costs: Costs, number: int | None = None) -> int:
    """Add the stages of a run, in their order; returns its number. `number` adds them to an earlier one.

    input_hash is of the contents received, so that it is the same on every machine.
    """
    con.execute(
        "create table if not exists audit.runs (run_id integer, stage varchar, seconds double, peak_mib double, "
        "code_version varchar, config_hash varchar, input_hash varchar)"
    )
    if number is None:
        number = con.execute("select coalesce(max(run_id), 0) + 1 from audit.runs").fetchall()[0][0]
    content = _input_hash(con)
    for name, (seconds, peak) in costs.stages.items():
        con.execute(
            "insert into audit.runs values (?, ?, ?, ?, ?, ?, ?)",
            [number, name, seconds, peak, stamp.code_version, stamp.config_hash, content],
        )
    return number


def _input_hash(con: duckdb.DuckDBPyConnection) -> str:
    files = con.execute("select delivery, path, sha256 from audit.files order by all").fetchall()
    return hashlib.sha256(repr(files).encode()).hexdigest()[:16]
