"""The rules in sql/checks: each a query that must give no rows, run when a table it reads has changed."""

from pathlib import Path

import duckdb

from pipeline.errors import Fault
from pipeline.graph.build import keep_failing_rows
from pipeline.graph.ledger import Ledger
from pipeline.graph.models import load, load_checks
from pipeline.settings import SQL, Settings


def check(con: duckdb.DuckDBPyConnection, settings: Settings, folder: Path = SQL) -> tuple[int, int]:
    """(rules that hold, of them run now). Fault names the first rule that is broken and how many rows break it.

    A rule is run again when its SQL or the key of a table it reads has changed since it last held.
    """
    rules = load_checks(folder)
    ledger = Ledger(con, made=load(folder))
    run = 0
    for rule in rules:
        key = ledger.key_for(rule.sql, rule.reads, rule.place)
        if not ledger.holds(rule.name, key):
            broken = Fault(rule.place, f"the rule is broken: {rule.says.rstrip('.')}")
            keep_failing_rows(con, settings, rule.name, rule.sql, broken)
            ledger.note(rule.name, key)
            run += 1
    for gone in {name for name in ledger.keys if name.startswith("checks.")} - {rule.name for rule in rules}:
        ledger.forget(gone)
    return len(rules), run
