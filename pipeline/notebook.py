"""For notebooks: `from pipeline.notebook import open_results`, then the finished results, read-only.

    results = open_results()
    results.number("overturn_rate.on_merits.RUS.WANTED.2024.decided").percent
    results.show("select country, n from measures.counts …", "Complaints by country")     # small cells blanked
    results.frame("select * from marts.requests")                                         # a polars frame, as it is
    results.figure("complaints_by_country")

A rebuild while a notebook is open does no harm: the file that was opened stays as it was until it is opened anew.
Nothing can be written, neither to the database nor through it.
"""

import os
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.language import _
from pipeline.results import public, sentences, subject, tables
from pipeline.results.numbers import Number, Numbers
from pipeline.settings import Settings

# Which instruments the headline pools, as a condition on the column `instrument`.
_POOLED = {"ALL": "true", "WANTED": "coalesce(instrument in ('red_notice', 'red_diffusion'), false)"}
CODE = "#code"  # where a figure without a name leads: the code beneath its table, which has the query
FIGURE_TYPE = "application/vnd.article3.figure+json"


class Shown:
    """HTML for a notebook and for the report's page, with plain text beside it."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


class Picture:
    """A figure of the report: the SVG in a notebook, the responsive picture on the page."""

    def __init__(self, name: str, svg: str, alt: str) -> None:
        self.name, self.svg, self.alt = name, svg, alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"image/svg+xml": self.svg, "text/plain": self.alt, FIGURE_TYPE: {"name": self.name}}


class Results:
    """What one finished run says. `subject` holds the countries, year and windows of the headline."""

    def __init__(self, settings: Settings) -> None:
        if not settings.database.exists():
            raise Fault(
                settings.database.name, "there is no database yet", "Run `article3 run` (or `make report`) first."
            )
        self.settings = settings
        self.con = warehouse.connect(settings.database, read_only=True)
        self.con.execute("set enable_external_access = false")
        self.number_of = Numbers.read(settings.derived / "measures.json")
        self.subject = subject.load(settings, self.con)
        self.con.execute(f"create temp macro in_headline(instrument) as {_condition(self.subject.instrument)}")

    def number(self, name: str) -> Number:
        """A published number by its name in measures.json; `headline` words in braces are filled in.

        "overturn_rate.on_merits.{country}.{instrument}.{year}.decided" takes them from comparisons.yml.
        """
        return self.number_of(name.format(**vars(self.subject)))

    def frame(self, sql: str) -> pl.DataFrame:
        """The rows of a query as they are, for counting by hand; what is shown on a page goes through `show`.

        Every query may use $country, $comparator, $instrument, $year and $window of the headline, and
        in_headline(instrument): whether an instrument counts in it.
        """
        return public.query(self.con, sql, self.subject)

    def show(self, sql: str, caption: str, /, **heads: str) -> Shown:
        """A table of a query's rows, small cells blanked. `heads` gives columns a heading of their own."""
        return self.table(self.frame(sql), caption, **heads)

    def table(self, rows: pl.DataFrame, caption: str, /, **heads: str) -> Shown:
        """A frame as a table, small cells blanked: rows marked `is_suppressed`, an `n` below five and what tells it."""
        rows = public.blanked(public.no_rest(rows))
        periods = dict.fromkeys(("period", "window"), self.subject.period)
        html = tables.table(rows, _(caption), heads, periods, CODE)
        return Shown(html, str(rows.drop(tables.NUMBER, strict=False)))

    def say(self, sentence: str, /, **named: Number | str) -> Shown:
        """The answer, set apart from the rest; where a number it needs is not there, it says that instead.

        sentence  words with the numbers by name: "Of these {passed.percent} passed ({passed.of})."
        named     the published numbers, and texts that hold no figure; {subject.year} and the like are known
        """
        html, text = sentences.said(sentence, {**named, "subject": self.subject})
        return Shown(Markup('<p class="answer">{}</p>').format(html), text)

    def figure(self, name: str) -> Picture:
        """A figure that the run has drawn. Fault where there is none of that name."""
        svg, alt = (self.settings.figures / f"{name}{suffix}" for suffix in (".svg", ".txt"))
        if not svg.exists():
            raise Fault(f"figure {name}", "it has not been drawn", "Run `article3 figures`, or look the name up there.")
        return Picture(name, svg.read_text("utf8"), alt.read_text("utf8").strip())


def _condition(instrument: str) -> str:
    return _POOLED.get(instrument, f"coalesce(instrument = '{instrument}', false)")


def open_results(derived: str | Path | None = None, hand: str | Path | None = None) -> Results:
    """The finished results of a run; Fault where there are none yet.

    derived  folder of the run; else that of ARTICLE3_DERIVED, else data/derived
    hand     folder with comparisons.yml; else that of ARTICLE3_HAND, else data/raw/hand
    """
    own = Settings()
    place = derived or os.environ.get("ARTICLE3_DERIVED") or own.derived
    typed = hand or os.environ.get("ARTICLE3_HAND") or own.hand
    return Results(Settings(derived=Path(place), hand=Path(typed)))
