"""The name of each number: the column `number` of every table of measures.

By it prose takes the number, and a reader opens its definition, query and counts.

    overturn_rate.on_merits.RUS.WANTED.2024.decided     a rate: measure, basis, country, instrument, year, clock
    complaints.cases.RUS.WANTED.decade_10.received      a count: measure, unit, …; a window in the place of the year
    complaints.cases.RUS_TUR.WANTED.decade_10.received  a comparison of two countries: basis or unit, …
    shrunken.overturn_rate.on_merits.RUS.…              what a method made of it, after a word of its own
    claim.C05, reading.C05.1                            an entry of the ledger; one way to read it, the deciding first

`all` stands for all years.
"""

import polars as pl

COLUMN = "number"
_PLAIN = ("measure", "basis|unit", "country|pair", "instrument", "window|year", "year_basis")
_BY_PERIOD = ("measure", "basis", "country", "instrument", "period", "year_basis")
_BY_WINDOW = ("measure", "basis", "country", "instrument", "window", "year_basis")

# The word before the name, and the columns that make it, in order: of several joined by | the first that is
# not null; one marked ? is left out of the name where it is null, all others are then `all`.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("rates", "counts", "comparisons", "window_rates", "window_counts"), ("", _PLAIN)),
    "window_comparisons": ("", _PLAIN),
    "clustered_rates": ("clustered", _BY_PERIOD),
    "missing": ("missing", _BY_PERIOD),
    "intervals": (
        "interval",
        ("kind", "measure", "basis", "country_a", "?country_b", "instrument", "period", "year_basis", "method"),
    ),
    "shrunken": ("shrunken", _BY_WINDOW),
    "funnel": ("funnel", _BY_WINDOW),
    "incidence": ("incidence", ("outcome", "country", "instrument", "window", "months")),
    "statutory": ("in_time", ("complaint_kind", "country", "instrument", "window", "months")),
    "gray_tests": ("gray", ("outcome", "pair", "instrument", "window")),
    "policy": ("policy", ("event_id", "kind", "country", "instrument", "period")),
    "standardised": ("standardised", ("measure", "country", "window", "strata", "method")),
    "stratified": ("stratified", ("measure", "pair", "window", "strata")),
    "screening": ("screening", ("family", "measure", "by", "country", "against", "instrument", "period", "year_basis")),
    "outliers": ("outlier", ("rule", "country")),
    "specifications": ("way", ("question", "count", "basis", "clock", "period", "instrument", "duplicates", "linkage")),
    "specification_ranges": ("specifications", ("question",)),
    "second_count": ("second", ("figure", "basis", "country", "period", "year_basis")),
    "linkage_intervals": ("linkage", ("measure", "unit", "country", "instrument")),
    "claims": ("claim", ("id",)),
    "claim_readings": ("reading", ("id", "place")),
    "after_refusal": ("after_refusal", ("basis", "watched", "country", "instrument", "?days")),
    "sequences": ("sequences", ("measure", "basis", "country", "?year", "?days")),
    "proxy_pairs": ("proxies", ("basis", "country", "other_country", "?days")),
}


def numbered(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its numbers' names as a last column; as it is where the table has none."""
    if table not in PARTS or COLUMN in frame.columns:
        return frame
    start, parts = PARTS[table]
    pair = pl.format("{}_{}", "country_a", "country_b") if "country_a" in frame.columns else None
    listed = [_part(frame, part, pair) for part in parts]
    words = [pl.lit(start), *listed] if start else listed
    known = [word for word in words if word is not None]
    return frame.with_columns(pl.concat_str(known, separator=".", ignore_nulls=True).alias(COLUMN))


def _part(frame: pl.DataFrame, part: str, pair: pl.Expr | None) -> pl.Expr | None:
    """One part of a name, in letters, digits and underscores; None where the table has no such column."""
    known = [
        pair if name == "pair" else pl.col(name).cast(pl.String)
        for name in part.lstrip("?").split("|")
        if name in frame.columns or (name == "pair" and pair is not None)
    ]
    if not known:
        return None
    otherwise = [] if part.startswith("?") else [pl.lit("all")]
    return pl.coalesce(*known, *otherwise).str.replace_all(r"[^\w-]+", "_").str.strip_chars("_")
