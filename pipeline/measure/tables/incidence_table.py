"""`measures.incidence`, `measures.gray_tests` and `measures.statutory`: how complaints end as time passes.

Time runs from the day a complaint became admissible, as the Statute counts. A complaint admissible before the window
enters when the window begins. Files without that day, or that ended without a day, are left out and counted.
"""

import numpy as np
import polars as pl

from pipeline.measure import gray, incidence, proportions
from pipeline.measure.bounds import bounds
from pipeline.measure.tables.desk import COUNTED, NUMBER, SHARE_COUNTS, TEXT, WHOLE, Desk, Rows, Schema, frame

MONTHS = (4, 9, 12, 18, 24)
DAYS = 365.25 / 12
ENDS = {
    "non_compliant": ("non_compliant",),
    "kept": ("compliant", "compliant_with_update"),
    "deleted_by_source": ("deleted_by_source",),
    "other_end": ("inadmissible", "no_data", "withdrawn", "answered"),
}
# With more files than this, time is counted in weeks: the work grows with files times days.
MANY = 20_000
STATUTORY = {"deletion": 9, "access": 4}

INCIDENCE: Schema = {
    **dict.fromkeys(("country", "instrument", "window", "outcome"), TEXT),
    "months": WHOLE,
    **dict.fromkeys(("value", "low", "high"), NUMBER),
    **dict.fromkeys(("ended", "files", "left_out"), WHOLE),
}
GRAY: Schema = {
    **dict.fromkeys(("country_a", "country_b", "instrument", "window", "outcome"), TEXT),
    "statistic": NUMBER,
    "degrees": WHOLE,
    "p_value": NUMBER,
    **dict.fromkeys(("files_a", "files_b"), WHOLE),
}
LIMITS: Schema = {
    **dict.fromkeys(("country", "instrument", "window", "complaint_kind"), TEXT),
    "months": WHOLE,
    **dict.fromkeys(("numerator", "denominator", "pending"), WHOLE),
    **dict.fromkeys(("value", "low", "high", "bound_low", "bound_high"), NUMBER),
}
_FILES = f"""
    select c.complaint_id, c.respondent_country as country, coalesce(c.person_id, c.complaint_id) as person, c.outcome,
        c.is_pending, date_diff('day', c.admissible_on, c.observed_until) as days,
        date_diff('day', c.admissible_on, make_date(w.first_year, 1, 1)) as entry,
        c.admissible_on is not null and (c.is_pending or c.decided_on is not null)
            and c.observed_until >= c.admissible_on as is_timed
    from marts.decision_times as c, (select first_year from raw.windows where "window" = $window) as w
    where c.respondent_country in ($country, $comparator) and {COUNTED}
    order by c.complaint_id"""
_KINDS = f"""
    select c.respondent_country as country, c.complaint_kind, c.admissible_on, c.decided_on,
        coalesce(c.decided_on, c.as_of) as until, c.is_outcome_unknown or c.outcome = 'pending' as is_open
    from marts.complaints as c, (select * from raw.windows where "window" = $window) as w
    where c.complaint_kind in ('deletion', 'access') and c.admissible_on is not null
        and extract(year from c.admissible_on) between w.first_year and w.last_year
        and (c.complaint_kind = 'access' or {COUNTED})
    order by c.complaint_id"""


def curves(desk: Desk) -> pl.DataFrame:
    """The share of files that had each end by each of MONTHS, for the two countries; `value` is that share."""
    rows: Rows = []
    files, s = _files(desk), desk.subject
    for who in (s.country, s.comparator):
        mine = files.filter(country=who)
        late = mine.filter((pl.col("entry") < pl.col("days")) & pl.col("is_timed"))
        for number, outcome in enumerate(ENDS, 1) if late.height else ():
            found = incidence.aalen_johansen(
                late["days"], late["end"], number, late["entry"].clip(lower_bound=-1), late["person"]
            )
            said = {"country": who, "instrument": s.instrument, "window": s.window, "outcome": outcome}
            counts = {"files": late.height, "left_out": mine.height - mine["is_timed"].sum()}
            scale = DAYS / _unit(files)
            rows += [
                {**said, **counts, "months": m, **_at(found, m * scale), "ended": _ended(late, number, m * scale)}
                for m in MONTHS
            ]
    return frame(rows, INCIDENCE, ("ended",))


def tests(desk: Desk) -> pl.DataFrame:
    """Gray's test of the two countries for each end, over the files admissible within the window (none enters late)."""
    s, rows = desk.subject, []
    files = _files(desk).filter(pl.col("is_timed") & (pl.col("entry") <= 0))
    sizes = [files.filter(country=who).height for who in (s.country, s.comparator)]
    for number, outcome in enumerate(ENDS, 1) if all(sizes) else ():
        if (files["end"] == number).any():
            chi2, degrees, p = gray.compare(files["days"], files["end"], files["country"], number)
            said = {"country_a": s.country, "country_b": s.comparator, "instrument": s.instrument, "window": s.window}
            counts = {"files_a": sizes[0], "files_b": sizes[1]}
            rows.append({**said, "outcome": outcome, "statistic": chi2, "degrees": degrees, "p_value": p, **counts})
    return frame(rows, GRAY, ("files_a", "files_b"))


def statutory(desk: Desk) -> pl.DataFrame:
    """The share decided within the time the Statute sets: decided in time / (decided, or open beyond the limit).

    `pending` are files still open whose time is not over; the bounds let all or none of them be in time. An access
    request speaks of no instrument: all of them count.
    """
    s, rows = desk.subject, []
    files = desk.rows(_KINDS)
    for kind, months in STATUTORY.items():
        due = pl.col("admissible_on").dt.offset_by(f"{months}mo")
        in_time = (pl.col("decided_on") <= due).fill_null(False)
        over = pl.col("decided_on").is_not_null() | (pl.col("is_open") & (pl.col("until") > due)).fill_null(False)
        timed = files.filter(complaint_kind=kind).with_columns(in_time.alias("in_time"), over.alias("over"))
        for who in (s.country, s.comparator, "ALL"):
            mine = timed if who == "ALL" else timed.filter(country=who)
            x, n = int(mine["in_time"].sum()), int(mine["over"].sum())
            pending = mine.filter(~pl.col("over") & pl.col("is_open")).height
            if n:
                instrument = s.instrument if kind == "deletion" else "ALL"
                said = {"country": who, "instrument": instrument, "window": s.window, "complaint_kind": kind}
                rows.append({**said, "months": months, **_share(x, n, pending)})
    return frame(rows, LIMITS, SHARE_COUNTS)


def _files(desk: Desk) -> pl.DataFrame:
    """Every complaint of the two countries: days watched, days at which it entered, and its end (0 = open)."""
    numbers = {outcome: i for i, outcomes in enumerate(ENDS.values(), 1) for outcome in outcomes}
    end = pl.col("outcome").replace_strict(numbers, default=0, return_dtype=pl.Int64)
    files = desk.rows(_FILES).with_columns(pl.when("is_pending").then(0).otherwise(end).alias("end"))
    unit = _unit(files)
    return files if unit == 1 else files.with_columns((pl.col("days", "entry") / unit).ceil())


def _unit(files: pl.DataFrame) -> int:
    return 7 if files.height > MANY else 1


def _at(found: incidence.Incidence, time: float) -> dict[str, float | None]:
    """Share and interval by a time; no interval before anything ended so."""
    i = int(np.searchsorted(found.times, time, side="right")) - 1
    if i < 0:
        return {"value": 0.0, "low": None, "high": None}
    low, high = found.interval()
    return {"value": float(found.share[i]), "low": float(low[i]), "high": float(high[i])}


def _ended(files: pl.DataFrame, number: int, time: float) -> int:
    return files.filter((pl.col("end") == number) & (pl.col("days") <= time)).height


def _share(x: int, n: int, pending: int) -> dict[str, float | int]:
    low, high = proportions.wilson(x, n)
    least, most = bounds(x, n, pending, False)
    ends = {"low": float(low), "high": float(high), "bound_low": float(least), "bound_high": float(most)}
    return {"numerator": x, "denominator": n, "pending": pending, "value": x / n, **ends}
