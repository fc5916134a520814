"""What a figure is, before it is drawn: words, data, and a way to draw the body in either form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.language import _, carried
from pipeline.report.figures import theme, tips
from pipeline.results import words
from pipeline.results.subject import Subject


@dataclass(frozen=True)
class Figure:
    """One figure.

    headline    the finding with its number, true to these data
    subtitle    what is shown, where, when, and how to read it
    sample      what n counts: "n = 5,233 complaints"
    alt         two sentences for those who do not see it: what is drawn, and what it shows
    data        what is drawn, one row per mark: the CSV beside the picture
    body        form ("wide" or "narrow") -> an Altair chart `theme.room(form)` pixels wide
    tell        a row of what is drawn -> the lines it says when it is pointed at
    """

    headline: str
    subtitle: str
    sample: str
    alt: str
    data: pl.DataFrame
    body: Callable[[str], Any]
    tell: tips.Tell = tips.usual

    def chart(self, form: str, subject: Subject) -> Any:
        """The whole figure as an Altair chart."""
        foot = [_("{sample}. Source: {source}", sample=self.sample, source=subject.source)]
        return theme.dress(self.body(form), form, self.headline, self.subtitle, foot, subject.invented)


def named() -> pl.Expr:
    """The column `name`: what the country of a row is called."""
    return pl.col("country").map_elements(carried(words.country), return_dtype=pl.String).alias("name")


def nothing(what: str) -> Figure:
    """The figure of a question these records do not answer: it says so and stays in its place.

    what  what it would have shown: "how complaints end"
    """
    headline = _("Too few cases to show {what}", what=_(what))
    subtitle = _("The records hold none, or {few}.", few=_(words.FEW))
    alt = _("An empty figure. {headline}.", headline=headline)

    def body(form: str) -> Any:
        return theme.note(_("Nothing to draw."), form)

    return Figure(headline, subtitle, _("n is not given"), alt, pl.DataFrame({"n": [None]}, {"n": pl.Int64}), body)
