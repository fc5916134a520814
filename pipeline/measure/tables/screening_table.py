"""`measures.screening`: many comparisons at once, with p-values adjusted for their number.

The confirmatory list was declared beforehand (data/raw/hand/confirmatory.yml): Holm. Every country against all the
others together is screening: Benjamini-Hochberg, and what it raises is a question and no finding.
"""

import polars as pl

from pipeline import yaml_nodes
from pipeline.measure import differences, multiple
from pipeline.measure.cells import floats
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

DECLARED = "confirmatory.yml"
KEYS = ("measure", "by", "instrument", "period", "year_basis")
SCHEMA: Schema = {
    **dict.fromkeys(("family", "adjusted_by", "country", "against", *KEYS), TEXT),
    **dict.fromkeys(("value", "value_other", "p_value", "p_adjusted"), NUMBER),
    **dict.fromkeys(("numerator", "denominator", "tests"), WHOLE),
}
_OTHERS = """
    select c.measure, c.basis as "by", c.instrument, c."window" as period, c.year_basis, c.country,
        c.numerator::bigint as numerator, c.denominator::bigint as denominator,
        (a.numerator - c.numerator)::bigint as x, (a.denominator - c.denominator)::bigint as n
    from marts.window_rate_cells as c
    inner join marts.window_rate_cells as a on a.country = 'ALL' and a.measure = c.measure and a.basis = c.basis
        and a.instrument = c.instrument and a."window" = c."window" and a.year_basis = c.year_basis
    where c.country <> 'ALL' and c.instrument = $instrument and c."window" = $window and c.denominator > 0
        and a.denominator > c.denominator
        and ((c.measure = 'initial_pass_rate' and c.basis = 'checked')
            or (c.measure = 'overturn_rate' and c.basis = 'on_merits' and c.year_basis = 'decided'))
    order by all"""
_COMPARISONS = """
    select country_a as country, country_b as against, measure, coalesce(basis, unit) as "by", instrument,
        "window" as period, year_basis, value_a as value, value_b as value_other, p_value, is_suppressed
    from measures.window_comparisons
    union all
    select country_a, country_b, measure, coalesce(basis, unit), instrument, coalesce(year::varchar, 'all'),
        year_basis, value_a, value_b, p_value, is_suppressed
    from measures.comparisons"""


def table(desk: Desk) -> pl.DataFrame:
    """The declared comparisons in their order, then each country against the others, smallest p-value first."""
    parts = [_confirmatory(desk), *(_screened(group) for group in _by_measure(desk))]
    return pl.concat([part for part in parts if part.height] or parts[:1])


def _confirmatory(desk: Desk) -> pl.DataFrame:
    """What the file declares and measures.comparisons hold; a declared one that is not there keeps its place."""
    path = desk.settings.hand / DECLARED
    if not path.exists():
        return frame([], SCHEMA, ())
    s = desk.subject
    known = {"instrument": s.instrument, "window": s.window, "year": str(s.year)}
    declared = [
        {"order": i, **{key: item.keys(KEYS, KEYS)[key].text().format(**known) for key in KEYS}}
        for i, item in enumerate(yaml_nodes.read(path, DECLARED).keys(["tests"], ["tests"])["tests"].items())
    ]
    pair = desk.rows(_COMPARISONS).filter(country=s.country, against=s.comparator)
    found = pl.DataFrame(declared).join(pair, on=[*KEYS], how="left").sort("order")
    tested = found.with_columns(pl.col("p_value").fill_null(1.0).alias("p"))
    adjusted = tested.with_columns(
        pl.Series("p_adjusted", multiple.holm(tested["p"])),
        pl.col("country").fill_null(s.country),
        pl.col("against").fill_null(s.comparator),
        pl.col("is_suppressed").fill_null(False),
    )
    adjusted = adjusted.with_columns(pl.when(pl.col("p_value").is_not_null()).then("p_adjusted").alias("p_adjusted"))
    return _told(adjusted, "confirmatory", "holm")


def _by_measure(desk: Desk) -> list[pl.DataFrame]:
    cells = desk.rows(_OTHERS)
    return [group for _, group in cells.group_by("measure", maintain_order=True)]


def _screened(cells: pl.DataFrame) -> pl.DataFrame:
    """Countries whose test has a p-value, adjusted together."""
    x1, n1, x2, n2 = (floats(cells[name]) for name in ("numerator", "denominator", "x", "n"))
    p = pl.Series("p_value", differences.score_p_value(x1, n1, x2, n2)).fill_nan(None)
    tested = cells.with_columns(p, pl.Series("value", x1 / n1), pl.Series("value_other", x2 / n2)).drop_nulls("p_value")
    if tested.is_empty():
        return frame([], SCHEMA, ())
    adjusted = tested.with_columns(
        pl.Series("p_adjusted", multiple.benjamini_hochberg(tested["p_value"])), pl.lit("all others").alias("against")
    )
    rows: Rows = adjusted.sort("p_value", "country").to_dicts()
    rest = pl.col("denominator") - pl.col("numerator")
    return _told(frame(rows, {**SCHEMA}, ("numerator", "denominator", rest)), "screening", "benjamini-hochberg")


def _told(tests: pl.DataFrame, family: str, by: str) -> pl.DataFrame:
    said = tests.with_columns(
        pl.lit(family).alias("family"), pl.lit(by).alias("adjusted_by"), pl.lit(tests.height, pl.Int64).alias("tests")
    )
    missing = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items() if name not in said.columns]
    return said.with_columns(missing).select(*SCHEMA, "is_suppressed")
