"""`measures.specification_ranges`: for each headline what all its ways of counting come to."""

import polars as pl

from pipeline.measure.specifications.choices import Question, questions
from pipeline.measure.specifications.table import RESPECTS
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

SETTLED, OPEN, NONE = "settled", "not settled", "nothing to count"
SCHEMA: Schema = {
    **dict.fromkeys(("question", "says", "status", "flipped_by"), TEXT),
    **dict.fromkeys(("value", "low", "high", "bound_low", "bound_high", "least", "most"), NUMBER),
    **dict.fromkeys(("numerator", "denominator", "ways", "flipping", "open_in_bounds"), WHOLE),
}


def ranges(desk: Desk, ways: pl.DataFrame) -> pl.DataFrame:
    """One row for each question.

    ways     measures.specifications; those of small counts are left out of the range, as they are of a page
    status   `not settled` where the headline's bounds hold both answers, else `settled`
    least, most, ways, flipping, open_in_bounds   over all ways with a value: a number of ways is no probability
    flipped_by   the single changes that turn the headline's answer round
    """
    rows: Rows = []
    for question in questions(desk):
        mine = ways.filter(pl.col("question") == question.name)
        rows.append(
            _row(question, mine.filter("is_headline"), mine.drop_nulls("value").filter(~pl.col("is_suppressed")))
        )
    return frame(rows, SCHEMA, ("numerator", "denominator", _rest()))


def _rest() -> pl.Expr:
    return pl.when(pl.col("question") != "complaints").then(pl.col("denominator") - pl.col("numerator"))


def _row(question: Question, headline: pl.DataFrame, counted: pl.DataFrame) -> dict:
    told = headline.row(0, named=True)
    kept = {name: told[name] for name in SCHEMA if name in told}
    status = NONE if told["value"] is None else OPEN if told["flips_in_bounds"] else SETTLED
    single = counted.filter(pl.col("flips") & (pl.col("changes") == 1))
    turned = [_change(question, row) for row in single.iter_rows(named=True)]
    sums = {"least": counted["value"].min(), "most": counted["value"].max(), "ways": counted.height}
    sums |= {"flipping": int(counted["flips"].sum() or 0), "open_in_bounds": int(counted["flips_in_bounds"].sum() or 0)}
    return {**kept, **sums, "says": question.says, "status": status, "flipped_by": "; ".join(turned) or None}


def _change(question: Question, row: dict) -> str:
    return next(
        f"{respect} {row[respect]} instead of {question.headline[respect]}"
        for respect in RESPECTS
        if respect in question.headline and row[respect] != question.headline[respect]
    )
