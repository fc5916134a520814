"""The page on how records were tied to people: bands, decisions, accuracy, what other links would do."""

import re
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.pages.base import Material, Page, table
from pipeline.results import words
from pipeline.results.columns import as_written
from pipeline.results.tables import opened
from pipeline.settings import ROOT

PAIRS, LINKS, SENSITIVITY = (
    f"dictionary.html#{name}" for name in ("resolved.candidate_pairs", "resolved.links", "measures.linkage_sensitivity")
)
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
SCRIPTS = {
    "all": N_("all"),
    "arabic": N_("Arabic"),
    "cyrillic": N_("Cyrillic"),
    "han": N_("Chinese"),
    "latin": N_("Latin"),
}
FALSE_LINKS = (1, 10, 100)
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
        "false_links": _false_links(m),
    }
    return Page("linking", _("How records were linked"), "linking.html.j2", holds)


def _bands(m: Material) -> Markup:
    if not m.has("resolved.candidate_pairs"):
        return Markup("")
    rows = m.rows("""
        select band, min(match_probability) as least, max(match_probability) as most, count(*) as n
        from resolved.candidate_pairs group by band order by least desc""")
    rows = rows.with_columns(means=pl.col("band").replace_strict(BANDS, default=None)).select(
        "means", "least", "most", "n", "is_suppressed"
    )
    heads = {"least": _("from"), "most": _("to"), "n": _("pairs"), "means": _("what is done")}
    likely = {"least": _likelihood, "most": _likelihood, "means": _}
    caption = _("Pairs of records that were compared, by how likely they are one person")
    return table(rows, caption, likely, PAIRS, **heads)


def _likelihood(share: float) -> str:
    return words.decimal(share, 3)


def _decided(m: Material) -> Markup:
    if not m.has("resolved.links"):
        return Markup("")
    rows = m.rows("""
        select decided_by, count(*) as n, count(distinct person_id) as people from resolved.links
        group by decided_by order by n desc""")
    rows = rows.with_columns(means=pl.col("decided_by").replace_strict(DECIDED, default=None))
    heads = {"means": _("on what"), "n": _("records"), "people": _("people")}
    rows = rows.select("means", "n", "people", "is_suppressed")
    return table(rows, _("Records tied to a person"), {"means": _}, LINKS, **heads)


def _queue(m: Material) -> int | None:
    """Pairs a person has yet to look at; None where nothing was compared."""
    if not m.has("resolved.candidate_pairs"):
        return None
    return m.con.sql("select count(*) from resolved.candidate_pairs where band = 'review'").fetchall()[0][0]


def _accuracy(path: Path) -> Markup:
    """The kept output of `benchmarks.linkage`, all and by script: invented records whose people are known."""
    kept = "\n".join(line for line in _part(path, "seed").splitlines() if line.startswith("| all |"))
    lines = re.findall(
        r"(?m)^\| (\w+) \| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", f"{kept}\n{_part(path, 'script')}"
    )
    rows = pl.DataFrame(
        [(name, int(n.replace(",", "")), *map(float, shares)) for name, n, *shares in lines],
        {"script": pl.String, "n": pl.Int64, **dict.fromkeys(("precision", "recall", "f1"), pl.Float64)},
        orient="row",
    )
    heads = {"n": _("records"), "precision": _("of the links found, right"), "recall": _("of the true links, found")}
    heads |= {"f1": _("B-cubed F1"), "script": _("script of the name")}
    share = dict.fromkeys(("precision", "recall", "f1"), words.percent)
    caption = _("INVENTED records with hard noise: links found against links planted, seeds never used while choosing")
    return table(rows, caption, {**share, "script": lambda code: _(SCRIPTS[code])}, **heads)


def _part(path: Path, head: str) -> str:
    """The lines below the table heading that begins so, to the next empty line."""
    text = path.read_text("utf8") if path.exists() else ""
    return text.partition(f"| {head} |")[2].partition("\n\n")[0]


def _counts(m: Material) -> pl.DataFrame:
    """Counts of people of the headline's two countries and of all, as linked and otherwise; few people blanked."""
    rows = m.con.sql(
        """
        select measure, country, scenario, step, n, value, low, high from measures.linkage_sensitivity
        where unit = 'persons' and measure in ('complainants', 'overturned') and instrument = $instrument
            and country in ($country, $comparator, 'ALL')
        order by measure, scenario, try_cast(step as double), step""",
        params={name: getattr(m.subject, name) for name in ("instrument", "country", "comparator")},
    ).pl()
    return rows.filter(~pl.any_horizontal(pl.col("n", "value", "low", "high").is_between(0.5, 4.5).fill_null(False)))


def _otherwise(m: Material) -> Markup:
    """For each count a table: a row for each way to link, a column for each country."""
    if not m.has("measures.linkage_sensitivity"):
        return Markup("")
    counts, places = _counts(m), (m.subject.country, m.subject.comparator, "ALL")
    made = []
    for measure, means in COUNTED.items():
        mine = counts.filter(measure=measure).to_dicts()
        ways = list(dict.fromkeys((row["scenario"], row["step"]) for row in mine))
        said = {(row["scenario"], row["step"], row["country"]): _said(row) for row in mine}
        linked = {row["country"]: words.count(row["n"]) for row in mine}
        rows = [(_("as linked"), *map(linked.get, places))]
        rows += [(_scenario(*way), *(said.get((*way, place)) for place in places)) for way in ways]
        frame = pl.DataFrame(rows, dict.fromkeys(("scenario", "one", "other", "every"), pl.String), orient="row")
        heads = {"scenario": _("people linked"), "one": m.subject.name, "other": m.subject.other, "every": _("all")}
        shown = frame.select(column for column in frame.columns if frame[column].count())
        written = {
            **dict.fromkeys(("one", "other", "every"), lambda told: opened(SENSITIVITY, told)),
            "scenario": as_written("rule", str),
        }
        made += [table(shown, words.sentence(_(means)), written, **heads)] if mine else []
    return Markup("").join(made)


def _said(row: dict[str, Any]) -> str:
    """What the count would be: one number, or between which two it lies in 95 of 100 draws."""
    if row["low"] is None:
        return words.count(round(row["value"]))
    return words.wholes(row["low"], row["high"]).replace("\u00a0", " ")  # three such columns must fit a phone


def _false_links(m: Material) -> Markup:
    """The headline by people if some links were false, at the worst: each hides one person, all of one country."""
    if not m.has("measures.linkage_sensitivity"):
        return Markup("")
    counts = dict(_counts(m).filter(measure="complainants").select("country", "n").rows())
    one, other = (counts.get(place) for place in (m.subject.country, m.subject.comparator))
    if one is None or other is None:
        return Markup("")
    rows = [(0, one / other, one / other)]
    rows += [(links, (one + links) / other, one / (other + links)) for links in FALSE_LINKS]
    frame = pl.DataFrame(rows, {"links": pl.Int64, "one": pl.Float64, "other": pl.Float64}, orient="row")
    caption = _(
        "People who complained about requests of {name}, as many times those of {other}, if so many links were false",
        name=m.subject.name,
        other=m.subject.other,
    )
    heads = {"links": _("false links"), "one": _("all of {name}", name=m.subject.name)}
    heads |= {"other": _("all of {name}", name=m.subject.other)}
    return table(frame, caption, {"one": words.ratio, "other": words.ratio}, SENSITIVITY, **heads)


def _scenario(scenario: str, step: str) -> str:
    return _(SCENARIOS.get("rule" if step == "rule" else scenario, scenario), step=step)
