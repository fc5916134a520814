"""The model stage: the marts from the resolved tables, and the rules all tables must keep."""

import duckdb

from pipeline import graph
from pipeline.settings import Settings


def run(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Bring marts.* up to date and check the rules of sql/checks; returns the closing line.

    Reads resolved.*, raw.* and, in the rules, staged.* and audit.*. Fault where a key is no key or a rule is broken.
    """
    result = graph.build(con, settings, ["marts"])
    rules, run_now = graph.check(con, settings)
    marts = len(result.built) + len(result.unchanged)
    return f"{marts} marts, {len(result.built)} of them built anew; {rules} rules hold, {run_now} of them checked anew"
