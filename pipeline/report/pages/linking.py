"""The page on how records were tied to people: bands, decisions, accuracy, what other links would do."""

import re
from pathlib import Path

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.pages.base import Material, Page, table
from pipeline.results import words
from pipeline.settings import ROOT

ACCURACY = ROOT / "benchmarks" / "linkage.txt"
BANDS = {
    "automatic": N_("taken for one person"),
    "review": N_("left to a person to decide; until then kept apart"),
    "no": N_("kept apart"),
}
DECIDED = {
    "rule": N_("one name in one spelling and one birth date, or a name alone"),
    "model": N_("likeness of names, birth dates and cases"),
    "person": N_("a person looked at both records"),
}
COUNTED = {"complainants": N_("people who complained"), "overturned": N_("people whose complaint was overturned")}
SCENARIOS = {
    "threshold": N_("joined only from a likelihood of {step}"),
    "rule": N_("nobody joined by likeness"),
    "draws": N_("doubtful links drawn anew {step} times"),
    "false_links": N_("with {step} false links added at random"),
}


def linking(m: Material) -> Page:
    """The page `linking`."""
    holds = {
        "bands": _bands(m),
        "decided": _decided(m),
        "queue": _queue(m),
        "accuracy": _accuracy(ACCURACY),
        "otherwise": _otherwise(m),
    }
    return Page("linking", _("How records were linked"), "linking.html.j2", holds)


def _bands(m: Material) -> Markup:
    if not m.has("resolved.candidate_pairs"):
        return Markup("")
    rows = m.rows("""
        select band, min(match_probability) as least, max(match_probability) as most, count(*) as n
        from resolved.candidate_pairs group by band order by least desc""")
    rows = rows.with_columns(means=pl.col("band").replace_strict(BANDS, default=None)).select(
        "band", "means", "least", "most", "n", "is_suppressed"
    )
    heads = {"least": _("from"), "most": _("to"), "n": _("pairs"), "means": _("what is done")}
    likely = {"least": _likelihood, "most": _likelihood, "band": words.plain, "means": _}
    return table(rows, _("Pairs of records that were compared, by how likely they are one person"), likely, **heads)


def _likelihood(share: float) -> str:
    return words.decimal(share, 3)


def _decided(m: Material) -> Markup:
    if not m.has("resolved.links"):
        return Markup("")
    rows = m.rows("""
        select decided_by, count(*) as n, count(distinct person_id) as people from resolved.links
        group by decided_by order by n desc""")
    rows = rows.with_columns(means=pl.col("decided_by").replace_strict(DECIDED, default=None))
    heads = {"decided_by": _("decided by"), "means": _("on what"), "n": _("records"), "people": _("people")}
    rows = rows.select("decided_by", "means", "n", "people", "is_suppressed")
    return table(rows, _("Records tied to a person"), {"decided_by": words.plain, "means": _}, **heads)


def _queue(m: Material) -> int | None:
    """Pairs a person has yet to look at; None where nothing was compared."""
    if not m.has("resolved.candidate_pairs"):
        return None
    return m.con.sql("select count(*) from resolved.candidate_pairs where band = 'review'").fetchall()[0][0]


def _accuracy(path: Path) -> Markup:
    """The kept output of `benchmarks.linkage`, by script: invented records whose people are known."""
    lines = re.findall(r"(?m)^\| (\w+) \| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", _part(path, "script"))
    rows = pl.DataFrame(
        [(name, int(n.replace(",", "")), *map(float, shares)) for name, n, *shares in lines],
        {"script": pl.String, "n": pl.Int64, **dict.fromkeys(("precision", "recall", "f1"), pl.Float64)},
        orient="row",
    )
    heads = {"n": _("records"), "precision": _("of the links found, right"), "recall": _("of the true links, found")}
    heads |= {"f1": _("B-cubed F1"), "script": _("script of the name")}
    share = dict.fromkeys(("precision", "recall", "f1"), words.percent)
    caption = _("INVENTED records with hard noise: links found against links planted, seeds never used while choosing")
    return table(rows, caption, {**share, "script": words.plain}, **heads)


def _part(path: Path, head: str) -> str:
    """The lines below the table heading that begins so, to the next empty line."""
    text = path.read_text("utf8") if path.exists() else ""
    return text.partition(f"| {head} |")[2].partition("\n\n")[0]


def _otherwise(m: Material) -> Markup:
    """The headline's counts of people as they would be if people were linked otherwise."""
    if not m.has("measures.linkage_sensitivity"):
        return Markup("")
    rows = m.con.sql(
        """
        select measure, country, scenario, step, n, value, low, high from measures.linkage_sensitivity
        where unit = 'persons' and measure in ('complainants', 'overturned') and instrument = $instrument
            and country in ($country, $comparator)
        order by measure, country = $comparator, scenario, step""",
        params={name: getattr(m.subject, name) for name in ("instrument", "country", "comparator")},
    ).pl()
    few = pl.any_horizontal(pl.col("n", "value", "low", "high").is_between(0.5, 4.5).fill_null(False))
    told = [_scenario(row["scenario"], row["step"]) for row in rows.to_dicts()]
    rows = rows.with_columns(pl.Series("scenario", told, pl.String)).filter(~few).drop("step")
    heads = {"measure": _("counted"), "scenario": _("if linked otherwise"), "n": _("as linked"), "value": _("would be")}
    heads |= {"low": _("low"), "high": _("high")}
    write = dict.fromkeys(("value", "low", "high", "n"), words.count)
    counted = {"measure": lambda code: _(COUNTED[code])}
    return table(rows, _("What other links would do to the counts of people"), {**write, **counted}, **heads)


def _scenario(scenario: str, step: str) -> str:
    return _(SCENARIOS.get("rule" if step == "rule" else scenario, scenario), step=step)
