"""`measures.outliers`: which countries each declared rule flags (data/raw/hand/outlier_rules.yml).

To inform a debate, not to settle it: the set changes with the rule, and the table shows how. A rule flags a country
that lies outside a funnel limit in at least k of the last n years.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline import yaml_nodes
from pipeline.measure import funnel
from pipeline.measure.tables.desk import FLAG, NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

RULES = "outlier_rules.yml"
_LEVELS = {"95": (0.025, 0.975), "99.8": (0.001, 0.999)}
_SIDES = ("above", "below")
_KEYS = ("rule", "measure", "basis", "year_basis", "side", "level", "years", "of_last", "fewest", "over_dispersion")
SCHEMA: Schema = {
    **dict.fromkeys(("rule", "measure", "basis", "country", "instrument"), TEXT),
    **dict.fromkeys(("first_year", "last_year", "years_outside", "years_looked_at", "years_needed"), WHOLE),
    "is_flagged": FLAG,
    "value": NUMBER,
    **dict.fromkeys(("numerator", "denominator"), WHOLE),
}


@dataclass(frozen=True)
class Rule:
    """At least `years` of the `of_last` years on one `side` of the limit, each with `fewest` cases or more."""

    rule: str
    measure: str
    basis: str
    year_basis: str
    side: str
    level: str
    years: int
    of_last: int
    fewest: int
    over_dispersion: bool


def table(desk: Desk) -> pl.DataFrame:
    """One row for each rule and each country that was outside in one year at least."""
    rows: Rows = []
    for rule in _rules(desk):
        rows += _flagged(desk, rule)
    return frame(rows, SCHEMA, ("numerator", "denominator", pl.col("denominator") - pl.col("numerator")))


def _rules(desk: Desk) -> list[Rule]:
    """The rules of the file, in its order; none where there is no file. Fault with the line of a wrong one."""
    path = desk.settings.hand / RULES
    if not path.exists():
        return []
    found = []
    for item in yaml_nodes.read(path, RULES).keys(["rules"], ["rules"])["rules"].items():
        said = item.keys(_KEYS, _KEYS)
        said["side"].one_of(_SIDES, "side")
        said["level"].one_of(tuple(_LEVELS), "level")
        rule, measure, basis, clock, side, level = (said[key].text() for key in _KEYS[:6])
        years, of_last, fewest = (_whole(said[key]) for key in _KEYS[6:9])
        wide = bool(said["over_dispersion"].value())
        found.append(Rule(rule, measure, basis, clock, side, level, years, of_last, fewest, wide))
    return found


def _whole(node: yaml_nodes.Node) -> int:
    if not node.text().isdigit():
        raise node.fault(f"{node.name} is '{node.text()}'", "Write a whole number.")
    return int(node.text())


def _flagged(desk: Desk, rule: Rule) -> Rows:
    """The years of the headline's main window at its end are the last years."""
    last = desk.subject.main_window.last
    first = last - rule.of_last + 1
    cells = desk.rows(f"""
        select country, year, numerator::bigint as numerator, denominator::bigint as denominator from marts.rate_cells
        where measure = '{rule.measure}' and basis = '{rule.basis}' and year_basis = '{rule.year_basis}'
            and instrument = $instrument and year between {first} and {last} and denominator > 0
        order by year, country""")
    outside: dict[str, list[bool]] = {}
    for _, year in cells.group_by("year", maintain_order=True):
        for country, is_out in _outside(year, rule):
            outside.setdefault(country, []).append(is_out)
    said = {"rule": rule.rule, "measure": rule.measure, "basis": rule.basis, "instrument": desk.subject.instrument}
    years = {"first_year": first, "last_year": last, "years_needed": rule.years}
    sums = {c: (x, n) for c, x, n in cells.group_by("country").agg(pl.col("numerator", "denominator").sum()).rows()}
    return [
        {
            **said,
            **years,
            "country": country,
            "years_outside": sum(seen),
            "years_looked_at": len(seen),
            "is_flagged": sum(seen) >= rule.years,
            "numerator": sums[country][0],
            "denominator": sums[country][1],
            "value": sums[country][0] / sums[country][1],
        }
        for country, seen in sorted(outside.items())
        if any(seen)
    ]


def _outside(year: pl.DataFrame, rule: Rule) -> list[tuple[str, bool]]:
    """Each country of one year with enough cases, and whether it lies beyond the limit."""
    total = year.filter(country="ALL")
    countries = year.filter((pl.col("country") != "ALL") & (pl.col("denominator") >= rule.fewest))
    target = total["numerator"].item() / total["denominator"].item() if total.height else 0.0
    if countries.is_empty() or not 0 < target < 1:
        return []
    x, n = (countries[name].to_numpy().astype(float) for name in ("numerator", "denominator"))
    tails = _LEVELS[rule.level]
    limits = funnel.limits(n, target, tails)
    if rule.over_dispersion:
        wide = funnel.wide_limits(n, target, funnel.over_dispersion(x, n, target), tails)
        limits = np.stack([np.minimum(limits[:, 0], wide[:, 0]), np.maximum(limits[:, 1], wide[:, 1])], axis=1)
    beyond = x / n > limits[:, 1] if rule.side == "above" else x / n < limits[:, 0]
    return list(zip(countries["country"], beyond.tolist(), strict=True))
