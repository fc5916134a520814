"""The words of the press pack: how to use it, captions, method, licence and citation."""

import json
from typing import Any

import yaml

from pipeline.language import _
from pipeline.report.press.caption import Caption
from pipeline.results.subject import Subject
from pipeline.settings import SMALLEST_CELL, Settings

TITLE = "What the records of notices, diffusions and complaints say"


def readme(about: Subject, captions: list[Caption]) -> str:
    """What is in the folder, and what to print with a figure."""
    listed = "\n".join(f"- `figures/{caption.name}`: {caption.headline}" for caption in captions)
    return f"""# Press pack
Source of the records: {about.source}.

| file | what it is |
| --- | --- |
| `figures/NAME.svg`, `.narrow.svg`, `.png` (2x) | the figure, wide and for a phone; other formats beside it |
| `figures/NAME.csv` | the numbers that are drawn |
| `figures/NAME.txt` | two sentences for those who do not see it: put them into `alt` |
| `figures/NAME.json` | the chart as a Vega-Lite specification |
| `figures/fr/` | the same in French |
| `figures.xlsx` | all numbers, a sheet for each figure |
| `captions.en.md`, `captions.fr.md` | headline, what is shown, n and source of each figure |
| `method.md` | how every number is defined, and what it does not say |
| `dictionary.md` | every table and column |
| `datapackage.json` | the tables as a Frictionless Data Package |
| `SHA256SUMS` | check with `sha256sum --check SHA256SUMS` |
| `LICENCE.txt`, `CITATION.cff` | terms, and how to cite |

Print a share with its denominator, its interval and its year. Counts from 1 to {SMALLEST_CELL - 1}, and those
from which one would follow, are blank: do not fill them in. No file here names a person who is not publicly reported.

## Figures
{listed}
"""


def captions(told: list[Caption]) -> str:
    """Every figure's words, ready to be set."""
    parts = []
    for one in told:
        parts.append(
            f"## {one.name}\n**{one.headline}**\n\n{one.subtitle}\n\n{one.sample}. {one.source}.\n\n_{one.alt}_\n"
        )
    return f"# {_('Captions')}\n\n" + "\n".join(parts)


def method(settings: Settings) -> str:
    """The definitions of definitions.yml, and what holds for all numbers."""
    path = settings.hand / "definitions.yml"
    said: dict[str, Any] = yaml.safe_load(path.read_text("utf8")) if path.exists() else {}
    lines = [
        "# Method",
        "Records are read, listings of the same case merged, people linked; each rate is counted from merged cases.",
        "Shares carry 95 % Wilson intervals, rates exact Poisson intervals, ratios Koopman's. The counts are exact for",
        "these files; an interval treats the cases as draws from the process behind them. Bounds say what a figure can",
        "still become when open cases are decided. Cases nobody complained about, and records not in the files, are in",
        "no number. The first check and the complaints speak of two populations: one share cannot be taken from",
        "the other.",
    ]
    for name, measure in said.items():
        lines += [
            "",
            f"## {name.replace('_', ' ').capitalize()}",
            f"{measure['is']}. {measure.get('caution', '')}".strip(),
            "",
        ]
        for basis, one in measure["bases"].items():
            over = f", divided by {one['denominator']['is']}" if one.get("denominator") else ""
            more = f" {one['caution']}" if one.get("caution") else ""
            clocks = " or ".join(one["clocks"])
            called = f"**{basis.replace('_', ' ')}** (`{name}.{basis}`)"
            lines.append(f"- {called}: {one['numerator']['is']}{over}; by the year {clocks}.{more}")
    return "\n".join(lines) + "\n"


def licence(terms: list[str | None]) -> str:
    """The terms of each delivery, as its SOURCE.yml says them."""
    said = (
        "".join(f"- {term}\n" for term in dict.fromkeys(terms) if term)
        or "- none stated: ask the desk before printing\n"
    )
    return (
        f"Terms under which the records may be used:\n{said}\n"
        "Within these terms the figures, tables and texts of this folder may be printed, translated and redrawn,\n"
        "if the source is named and no blank cell is filled in.\n"
        "Published figures (`published_*`) belong to their publishers, named in each.\n"
        "The typeface in the figures is free software (see the font's own licence).\n"
    )


def citation(about: Subject) -> str:
    """CITATION.cff: what to write beneath the figures."""
    entries = {
        "cff-version": "1.2.0",
        "message": "Please name the source of the records beside the figures.",
        "type": "dataset",
        "title": TITLE,
        "authors": [{"name": "Article 3"}],
        "abstract": f"Source of the records: {about.source}.",
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items()]
    return "\n".join(lines) + "\n"
