"""`measures.specifications`: one row for each way of counting each headline."""

import numpy as np
import polars as pl

from pipeline.measure import proportions, rate_ratios
from pipeline.measure.counts import Array
from pipeline.measure.specifications.choices import Choice, Question, questions
from pipeline.measure.specifications.counted import Share, Side, share, side
from pipeline.measure.specifications.records import Records
from pipeline.measure.tables.desk import FLAG, NUMBER, TEXT, WHOLE, Desk, Rows, Schema, frame

RESPECTS = ("count", "basis", "clock", "period", "instrument", "duplicates", "linkage")
SCHEMA: Schema = {
    "question": TEXT,
    "is_headline": FLAG,
    **dict.fromkeys(RESPECTS, TEXT),
    **dict.fromkeys(("value", "low", "high", "bound_low", "bound_high", "accept_low", "accept_high"), NUMBER),
    **dict.fromkeys(("numerator", "denominator", "numerator_b", "denominator_b", "changes"), WHOLE),
    **dict.fromkeys(("agrees", "flips", "flips_in_interval", "flips_in_bounds"), FLAG),
}


def table(desk: Desk) -> pl.DataFrame:
    """Every way of counting, in the order of the file.

    value      the ratio of the two countries, or a share;  low, high  its 95 % interval
    bounds     what the cases of unknown year, instrument or outcome leave open
    agrees     whether the value bears the statement out (between accept_low and accept_high)
    flips      whether that answer is another one than the headline's; so for the interval and the bounds: both answers
               lie in them
    changes    in how many respects the way differs from the headline
    """
    rows: Rows = []
    records = Records(desk)
    for question in questions(desk):
        rows += _ratios(desk, records, question) if question.name == "complaints" else _shares(desk, records, question)
    rest = pl.col("denominator") - pl.col("numerator")
    is_share = pl.col("question") != "complaints"
    return frame(rows, SCHEMA, ("numerator", "denominator", "numerator_b", pl.when(is_share).then(rest)))


def _shares(desk: Desk, records: Records, question: Question) -> Rows:
    ways = list(question.ways())
    found = [share(desk, records, question.name, way) for way in ways]
    x, n = (np.array([getattr(s, part) for s in found], dtype=float) for part in ("x", "n"))
    low, high = proportions.wilson(x, n)
    value = x / np.where(n == 0, np.nan, n)
    rows = [
        {
            **_ends(value[i], low[i], high[i], *_bounds(s)),
            "numerator": s.x,
            "denominator": s.n,
        }
        for i, s in enumerate(found)
    ]
    return _judged(question, ways, rows)


def _bounds(s: Share) -> tuple[float | None, float | None]:
    if s.least is None or s.most is None or not s.whole:
        return None, None
    return s.least / s.whole, s.most / s.whole


def _ratios(desk: Desk, records: Records, question: Question) -> Rows:
    ways = list(question.ways())
    pairs = [
        tuple(side(desk, records, who, way) for who in (desk.subject.country, desk.subject.comparator)) for way in ways
    ]
    x1, t1, x2, t2 = (_column(pairs, i, part) for i in (0, 1) for part in ("x", "t"))
    low, high = rate_ratios.exact_conditional(x1, t1, x2, t2)
    value = rate_ratios.ratio(x1, t1, x2, t2)
    rows = []
    for i, (a, b) in enumerate(pairs):
        over = ways[i]["count"].startswith("per_")
        rows.append(
            {
                **_ends(value[i], low[i], high[i], _least(a, b), _least(b, a, inverse=True)),
                **{"numerator": a.x, "numerator_b": b.x},
                **{"denominator": a.t if over else None, "denominator_b": b.t if over else None},
            }
        )
    return _judged(question, ways, rows)


def _column(pairs: list[tuple[Side, ...]], i: int, part: str) -> Array:
    return np.array([getattr(pair[i], part) for pair in pairs], dtype=float)


def _least(a: Side, b: Side, inverse: bool = False) -> float | None:
    """The least ratio of a to b if every unknown were against a; with `inverse` b to a, so the greatest of it."""
    top, base = a.x / (a.t + a.t_unknown) if a.t + a.t_unknown else 0.0, (b.x + b.x_unknown) / b.t if b.t else 0.0
    over, under = (base, top) if inverse else (top, base)
    return over / under if under else None


def _ends(value: float, low: float, high: float, least: float | None, most: float | None) -> dict[str, float | None]:
    return {"value": value, "low": low, "high": high, "bound_low": least, "bound_high": most}


def _judged(question: Question, ways: list[Choice], rows: Rows) -> Rows:
    """What each way says to the statement, beside what the headline says."""
    by_way = dict(zip((tuple(way.items()) for way in ways), rows, strict=True))
    headline = by_way[tuple((respect, question.headline[respect]) for respect in question.choices)]
    said = _answer(question, headline)
    low, high = question.accept
    judged = []
    for way, row in zip(ways, rows, strict=True):
        answer = _answer(question, row)
        judged.append(
            {
                **{"question": question.name, "is_headline": way == question.headline, **way, **row},
                **{"accept_low": low, "accept_high": high, "agrees": answer},
                "flips": None if answer is None or said is None else answer != said,
                "flips_in_interval": _spans(question, row, "low", "high"),
                "flips_in_bounds": _spans(question, row, "bound_low", "bound_high"),
                "changes": sum(way[respect] != question.headline[respect] for respect in way),
            }
        )
    return judged


def _answer(question: Question, row: dict) -> bool | None:
    return question.agrees(row["value"]) if row["value"] is not None and np.isfinite(row["value"]) else None


def _spans(question: Question, row: dict, low: str, high: str) -> bool | None:
    """Whether a limit beyond which nothing is known, or the value, has the other answer."""
    ends = [row[low], row[high]]
    if row["value"] is None or not np.isfinite(row["value"]) or all(end is None for end in ends):
        return None
    least, most = (float(v) if v is not None else edge for v, edge in zip(ends, (-np.inf, np.inf), strict=True))
    return question.spans(min(least, row["value"]), max(most, row["value"]))
