"""`measures.specification_ranges`: for each headline what all its ways of counting come to, and what leaves it open."""

import polars as pl

from pipeline.language import N_
from pipeline.measure.specifications.choices import Question, questions
from pipeline.measure.tables.desk import NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame
from pipeline.results import choices

SETTLED, OPEN, NONE = "settled", "not settled", "nothing to count"
NO_BOUNDS = N_("no open case bears on it")
SCHEMA: Schema = {
    **dict.fromkeys(("question", "says", "status", "open_cases", "chance", "counting", "flipped_by"), TEXT),
    **dict.fromkeys(("value", "low", "high", "bound_low", "bound_high", "accept_low", "accept_high"), NUMBER),
    **dict.fromkeys(("least", "most"), NUMBER),
    **dict.fromkeys(("numerator", "denominator", "ways", "flipping", "open_in_interval", "open_in_bounds"), WHOLE),
}


def ranges(desk: Desk, ways: pl.DataFrame) -> pl.DataFrame:
    """One row for each question.

    ways        measures.specifications; those of small counts are left out of the range, as they are of a page
    open_cases  `not settled` where the headline's bounds hold both answers; where there are none, that none apply
    chance      `not settled` where the headline's 95 % interval holds both answers
    counting    `not settled` where a way that can be defended gives another answer than the headline, or holds both
                answers within its interval
    status      `settled` only where none of the three leaves it open
    least, most, ways, flipping, open_in_interval, open_in_bounds
                over all ways with a value: a number of ways is no probability
    flipped_by  the single changes that turn the headline's answer round
    """
    rows: Rows = []
    for question in questions(desk):
        mine = ways.filter(pl.col("question") == question.name)
        shown = mine.drop_nulls("value").filter(~pl.col("is_suppressed"))
        rows.append(_row(desk, question, mine.filter("is_headline"), shown))
    return frame(rows, SCHEMA, ("numerator", "denominator", _rest()))


def _rest() -> pl.Expr:
    return pl.when(pl.col("question") != "complaints").then(pl.col("denominator") - pl.col("numerator"))


def _row(desk: Desk, question: Question, headline: pl.DataFrame, counted: pl.DataFrame) -> dict:
    told = headline.row(0, named=True)
    kept = {name: told[name] for name in SCHEMA if name in told}
    single = counted.filter(pl.col("flips") & (pl.col("changes") == 1))
    turned = [_change(desk, question, row) for row in single.iter_rows(named=True)]
    sums = {"least": counted["value"].min(), "most": counted["value"].max(), "ways": counted.height}
    for name, column in (("flipping", "flips"), ("open_in_interval", "flips_in_interval")):
        sums[name] = int(counted[column].sum() or 0)
    sums["open_in_bounds"] = int(counted["flips_in_bounds"].sum() or 0)
    return {
        **kept,
        **sums,
        **_status(told, int((counted["flips"] | counted["flips_in_interval"].fill_null(False)).sum() or 0)),
        "says": question.says,
        "flipped_by": "; ".join(turned) or None,
    }


def _status(told: dict, doubtful: int) -> dict[str, str]:
    """What leaves the headline open, each by itself, and all together."""
    if told["value"] is None:
        return dict.fromkeys(("status", "open_cases", "chance", "counting"), NONE)
    said = {
        "open_cases": NO_BOUNDS if told["flips_in_bounds"] is None else _word(told["flips_in_bounds"]),
        "chance": _word(told["flips_in_interval"] is not False),
        "counting": _word(doubtful > 0),
    }
    return {"status": _word(OPEN in said.values()), **said}


def _word(is_open: bool) -> str:
    return OPEN if is_open else SETTLED


def _change(desk: Desk, question: Question, row: dict) -> str:
    """The one choice that is another, in words: "Denominator: of all complaints received"."""
    changed = next(respect for respect in question.headline if row[respect] != question.headline[respect])
    return f"{choices.RESPECTS[changed]}: {choices.in_words(changed, row[changed], desk.subject)}"
