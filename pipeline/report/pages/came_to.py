"""What one number came to, as a table of one line: each value headed and written as what it is."""

from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.pages.base import table
from pipeline.results import words

# Columns whose heading follows from the table of measures they stand in; all others have one of their own.
HEADS = {
    "after_refusal": {
        "value": N_("messages, against those expected"),
        "denominator": N_("ended requests compared"),
        "numerator": N_("of these, followed by a message"),
    },
    "incidence": {"ended": N_("ended this way"), "files": N_("files followed")},
    "linkage_intervals": {"n": N_("as linked"), "interval": N_("over draws of who is whom")},
    "missing": {"interval": N_("95 % interval around the bounds")},
    "outliers": {"value": N_("share over all these years")},
    "proxy_pairs": {
        "value": N_("people, against those expected"),
        "n": N_("people asked for by the other country"),
        "people": N_("people both countries asked for"),
        "requests": N_("requests of the other country about them"),
    },
    "second_count": {"agrees": N_("both counts agree")},
    "shrunken": {"crude": N_("share as it is"), "value": N_("share drawn in")},
    "standardised": {"crude": N_("share as it is")},
    "stratified": {"crude": N_("odds ratio without strata"), "value": N_("common odds ratio")},
}
# What is written as the value is: its ends, and what it is set beside.
_ALIKE = (
    *("value", "low", "high", "bound_low", "bound_high", "value_a", "value_b", "value_other"),
    *("accept_low", "accept_high", "least", "most"),
)
_PARTS = ("between", "prob_first", "share_of_standard")  # shares that are not the value
_WRITTEN: dict[str, Any] = {"share": words.percent, "ratio": words.ratio, "count": words.count}
_VALUE = {"share": N_("share"), "ratio": N_("ratio"), "count": N_("number"), "difference": N_("difference of the two")}


def counts(table_name: str, row: dict[str, Any], left_out: tuple[str, ...]) -> Markup:
    """The row of a table of measures; nothing where it is too small to show.

    left_out  columns that say which number it is: they stand above the table
    """
    kept = {k: v for k, v in row.items() if k not in left_out and isinstance(v, int | float | str | bool)}
    if row.get("is_suppressed"):
        return Markup("")
    frame = pl.DataFrame([kept]).drop("is_suppressed", "says", "claim", strict=False)
    what = unit(table_name, row)
    heads = {"value": _VALUE[what], **HEADS.get(table_name, {})}
    write = _WRITTEN.get(what, words.percent)
    formats = {**dict.fromkeys(_ALIKE, write), **dict.fromkeys(_PARTS, words.percent)}
    formats |= dict.fromkeys(("low", "high"), words.ratio) if "ratio" in row else {}  # of two counts or shares
    formats |= {"crude": words.ratio} if table_name == "stratified" else {}
    return table(frame, _("What it came to"), formats, "", **heads)


def unit(table_name: str, row: dict[str, Any]) -> str:
    """What the value of a row is: "share", "ratio", "count" or "difference" (of two shares)."""
    if table_name in ("after_refusal", "proxy_pairs", "stratified"):
        return "ratio"
    if table_name == "intervals":
        return "difference" if row["kind"] == "difference" else "share" if row["kind"] == "share" else "ratio"
    if table_name == "policy":
        return "share" if row["kind"] in ("described", "level") else "ratio"
    is_ratio = row.get("question") == "complaints" or row.get("method") == "indirect"
    if is_ratio or row.get("measure") == "complaint_rate":
        return "ratio"
    counted = (row.get("unit"), row.get("by"))
    is_count = table_name == "linkage_intervals" or (not row.get("basis") and {"cases", "persons"} & set(counted))
    return "count" if is_count else "share"
