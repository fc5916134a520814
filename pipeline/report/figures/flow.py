"""From the request to the outcome: how many pass, how many of those are complained about, and how that ends."""

from typing import Any

import altair as alt
import polars as pl

from pipeline.language import N_, _, carried
from pipeline.report.figures import theme, tips
from pipeline.report.figures.base import Figure, nothing
from pipeline.results import words
from pipeline.results.subject import Subject

# Each stage with its parts in the order they are drawn; the first part of a stage is what the next one unfolds.
STAGES: dict[str, tuple[str, dict[str, str]]] = {
    "check": (
        N_("{n} requests at the first check"),
        {"passed": N_("Passed"), "refused": N_("Refused"), "rest": N_("Withdrawn, pending, not known")},
    ),
    "complaint": (
        N_("{n} that passed"),
        {"complained": N_("Complained about"), "quiet": N_("No complaint on record")},
    ),
    "end": (
        N_("{n} that passed and were complained about"),
        {
            "overturned": N_("Found non-compliant"),
            "deleted": N_("Deleted by its source"),
            "kept": N_("Kept, as it was or updated"),
            "other": N_("Ended otherwise"),
            "open": N_("Still open"),
        },
    ),
}
COLORS = {
    "overturned": theme.VERMILLION,
    "deleted": theme.VERMILLION,
    "refused": theme.VERMILLION,
    "passed": theme.BLUE,
    "complained": theme.BLUE,
    "kept": theme.BLUE,
}


def request_flow(parts: pl.DataFrame, subject: Subject) -> Figure:
    """Three blocks on one scale, each unfolding the first part of the one above; every part on its own row.

    parts: one row per stage and part: stage ("check", "complaint", "end"), part, n (requests; null where suppressed)
    A stage with a part too small to give is left out with those after it: the others would give it away.
    """
    rows = _unfolded(parts)
    if rows.is_empty():
        return nothing(_("what becomes of the requests of {name}", name=subject.name))
    count = {(row["stage"], row["part"]): row["n"] for row in rows.iter_rows(named=True)}
    total = sum(n for (stage, _part), n in count.items() if stage == "check")
    passed, complained = count["check", "passed"], count.get(("complaint", "complained"))
    headline = _(
        "Of {total} requests of {name}, {passed} passed the first check",
        total=words.count(total),
        name=subject.name,
        passed=words.count(passed),
    )
    if complained:
        headline += _(" and {complained} of those were complained about", complained=words.count(complained))
    subtitle = _(
        "{things} of {name}, all years. Each block unfolds the first row of the block above, on the "
        "same scale. Only complaints that name the request they are about are in it; where there are "
        "several, the one that went furthest counts.",
        things=words.sentence(subject.things),
        name=subject.name,
    )
    alt_text = _(
        "Bars in {stage} blocks that follow the requests of {name} from the first check to the end "
        "of complaints. Of {total} requests {passed} passed",
        stage=rows["stage"].n_unique(),
        name=subject.name,
        total=words.count(total),
        passed=words.count(passed),
    ) + (
        _(", and {complained} of these were complained about.", complained=words.count(complained))
        if complained
        else "."
    )
    sample = _("n = {total} requests", total=words.count(total))
    table = rows.drop("start", "end", "color")
    return Figure(headline, subtitle, sample, alt_text, table, lambda form: _body(rows, form), _tell)


def _tell(row: tips.Row) -> list[str]:
    return tips.counted("requests")(row) if row.get("part") else []


def _unfolded(parts: pl.DataFrame) -> pl.DataFrame:
    """With label, share of its stage, and where each part starts and ends as a share of all requests."""
    rows: list[dict[str, Any]] = []
    whole: float | None = None
    for stage, (_title, labels) in STAGES.items():
        mine = {row["part"]: row for row in parts.filter(stage=stage).iter_rows(named=True)}
        first = next(iter(labels))
        if first not in mine or any(row["n"] is None for row in mine.values()):
            break
        total = sum(row["n"] for row in mine.values())
        whole = whole or total
        at = 0
        for part, label in labels.items():
            n = mine[part]["n"] if part in mine else 0
            if n:
                row = {
                    "stage": stage,
                    "part": part,
                    "label": _(label),
                    "n": n,
                    "share": n / total,
                    "is_suppressed": False,
                }
                rows.append({**row, "start": at / whole, "end": (at + n) / whole})
            at += n
    color = pl.col("part").replace_strict(COLORS, default=theme.GREY, return_dtype=pl.String)
    return pl.DataFrame(rows).with_columns(color.alias("color")) if rows else pl.DataFrame()


def _body(rows: pl.DataFrame, form: str) -> Any:
    blocks: list[Any] = []
    for stage, (title, _parts) in STAGES.items():
        mine = rows.filter(stage=stage)
        if not mine.is_empty():
            blocks += [theme.block_title(_(title, n=words.count(mine["n"].sum())), form), _block(mine, form)]
    return alt.vconcat(*blocks, spacing=4)


def _block(rows: pl.DataFrame, form: str) -> Any:
    wide = form == "wide"
    left, right = (210, 104) if wide else (0, 0)
    rows = rows.with_columns(pl.struct("n", "share").map_elements(carried(_told), return_dtype=pl.String).alias("told"))
    scale = alt.Scale(domain=[0, 1], nice=False, range=theme.across(form, left, right))
    base: Any = alt.Chart(rows).encode(y=alt.Y("part:N", sort=rows["part"].to_list(), axis=None))
    marks, above = ({}, 0) if wide else ({"yOffset": 8}, -9)  # on a phone the name stands above its bar
    height = (22 if wide else 38) * len(rows)
    start, end = theme.across(form, left, right)
    span = (
        theme.single()
        .mark_rect(color=theme.RULE, opacity=0.45)
        .encode(
            x=alt.XValue(start),
            x2=alt.X2Value(start + (end - start) * float(rows["end"].max())),  # type: ignore[arg-type]
            y=alt.YValue(0),
            y2=alt.Y2Value(height),
        )
    )
    bars = base.mark_bar(height=14, **marks).encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2=alt.X2("end:Q"), color=alt.Color("color:N", scale=None)
    )
    told = base.mark_text(align="right", baseline="middle", dy=above).encode(
        x=alt.XValue(theme.room(form)), text=alt.Text("told:N")
    )
    return alt.layer(*([span] if wide else []), bars, theme.row_labels(base, "label", dy=above), told).properties(
        width=theme.room(form), height=height
    )


def _told(row: dict[str, Any]) -> str:
    return f"{words.count(row['n'])}  ·  {words.percent(row['share'])}"
