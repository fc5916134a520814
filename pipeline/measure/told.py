"""What the commands `claims` and `specify` print: results a person can read in a terminal."""

from textwrap import wrap
from typing import Any

import duckdb

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.measure import specifications
from pipeline.measure.tables import desk
from pipeline.results import findings
from pipeline.settings import Settings

INVENTED = "INVENTED DEMONSTRATION DATA: a verdict proves the method and nothing about the world."
NO_PROBABILITY = "How many ways flip is a number of ways of counting, not a probability."
WIDTH = 100


def claims(settings: Settings) -> str:
    """Every claim of the ledger with its verdict, value, interval, bounds and denominators, and what it contradicts."""
    with warehouse.reading(settings) as con:
        rows = con.sql("select * from measures.claims order by id").pl().to_dicts()
        lines = _nature(con)
    for row in rows:
        first, *rest = wrap(row["claim"], WIDTH - 24) or [""]
        lines.append(f"{row['id']}  {row['verdict']:<17} {first}")
        lines += [f"{'':23}{line}" for line in (*rest, *_found(row))]
    counts = {
        verdict: sum(row["verdict"] == verdict for row in rows) for verdict in sorted({r["verdict"] for r in rows})
    }
    return "\n".join([*lines, f"{len(rows)} claims: " + ", ".join(f"{n} {verdict}" for verdict, n in counts.items())])


def specify(settings: Settings) -> str:
    """Each headline under every choice of specifications.yml, counted anew from the records as they stand."""
    with warehouse.reading(settings) as con:
        at = desk(con, settings)
        if at is None:
            raise Fault("comparisons.yml", "no headline to count otherwise", "Add `headline`.")
        lines = _nature(con)
        for row in specifications.ranges(at, specifications.table(at)).to_dicts():
            lines += _range(row)
    return "\n".join([*lines, NO_PROBABILITY])


def _nature(con: duckdb.DuckDBPyConnection) -> list[str]:
    invented = con.execute("select count(*) from raw.deliveries where nature = 'invented'").fetchone() != (0,)
    return [INVENTED] if invented else []


def _found(row: dict[str, Any]) -> list[str]:
    """Lines on what was found and why the verdict follows; fewer than five cases are not printed, as on a page."""
    told = []
    if row["value"] is not None:
        value, counts = findings.value(row), findings.counts(row)
        ends = {"95 % interval": findings.interval(row), "bounds": findings.bounds(row)}
        beside = [f"({counts})"] if counts not in ("", value) else []
        spans = [f"{what} {span}" for what, span in ends.items() if span]
        told.append(", ".join([" ".join(["found", value, *beside]), *spans]))
    told.append(findings.why(row))
    if row["chance"]:
        told.append(f"chance {findings.chance(row)}")
    if row["readings"] > 1:
        told.append(f"{row['readings_agreeing']} of {row['readings']} ways to read it give this verdict")
    if row["published_verdict"]:
        told.append(f"published figures alone: {row['published_verdict']}")
    if row["contradicts"]:
        only = f", but only if {row['contradicts_if']}" if row["contradicts_if"] else ""
        told.append(f"contradicts {', '.join(row['contradicts'])}{only}")
    return [line.replace("\u00a0", " ") for text in told for line in wrap(text, WIDTH - 24)]


def _range(row: dict[str, Any]) -> list[str]:
    """The statement, its headline, the range over all ways, and what each of three doubts makes of it."""
    if row["value"] is None:
        return [f"{row['says']}: {row['status']}"]
    bears = _ends("bears it out", row["accept_low"], row["accept_high"])
    ends = [_ends("95 % interval", row["low"], row["high"]), _ends("bounds", row["bound_low"], row["bound_high"])]
    counted = f"  headline {_number(row['value'])} {' '.join(part for part in ends if part)}; {bears}"
    spread = "no way with enough cases"
    if row["ways"]:
        spread = (
            f"{row['ways']} ways: {_number(row['least'])} to {_number(row['most'])}; {row['flipping']} give another "
            f"answer, in {row['open_in_interval']} the interval and in {row['open_in_bounds']} the bounds hold both"
        )
    return [
        f"{row['says']}: {row['status']}",
        counted,
        f"  {spread}",
        f"  open cases: {row['open_cases']}; chance: {row['chance']}; way of counting: {row['counting']}",
        f"  turned round by one change: {row['flipped_by'] or 'none'}",
    ]


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3f}"


def _ends(what: str, low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    return f"{what} {'…' if low is None else _number(low)} to {'…' if high is None else _number(high)}"
