"""Which counts a release holds, by design: a few small tables rather than one large one full of blanks.

    all countries   wanted, by year and for every span of years; requests by instrument, all years and by year
    each country    wanted, for the headline's span; requests by instrument, all years; and, where it has the cases
                    for it, wanted by year
    the two of the headline, and pairs that are compared, besides: every window, and requests by instrument and year

Two spans, or two pools of instruments, side by side give their difference away: a country has one of each. A table by
year with too many small counts is not released at all; its span of years is.
"""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

TOO_MANY = 1 / 3  # of the years of a table
ALL, WANTED = "ALL", "WANTED"
RARE = ("access_requests@received", "revisions@received", "messages@sent")
# What it costs to lose a count, besides its size.
FIRST = {"year": 1.0, "span": 6.0, "wanted": 3.0, "compared": 100.0, "all": 200.0}


@dataclass(frozen=True)
class Plan:
    """What decides which tables there are.

    span      the headline's window of years; "all" where there is none
    windows   every window
    compared  countries that are named beside one another
    """

    span: str
    windows: Collection[str]
    compared: Collection[str]

    def holds(self, cells: pl.DataFrame, is_small: pl.Series) -> pl.Series:
        """For each cell of `cells.py`, whether the release has a place for it."""
        world, wanted = pl.col("country") == ALL, pl.col("instrument") == WANTED
        named = world | pl.col("country").is_in(list(self.compared))
        whole, spans = pl.col("period") == "all", self._is_span()
        spread = ~spans | (pl.col("period") == self.span) | (named & ~whole) | (world & spans)
        cases = (
            (wanted & spread)
            | ((pl.col("quantity") == "submitted") & (whole | (named & ~spans)))
            | ((pl.col("quantity") == "complaints") & world & (pl.col("instrument") == ALL))
            | (pl.col("quantity").is_in(RARE) & (pl.col("instrument") == ALL) & (whole | (world & ~spans)))
        )
        persons = wanted & ((pl.col("period") == self.span) | (world & spans))
        series = ["quantity", "unit", "country", "instrument", spans]
        is_thin = ~spans & (pl.col("is_small").mean().over(series) > TOO_MANY)
        has_place = pl.when(pl.col("unit") == "persons").then(persons).otherwise(cases) & ~is_thin
        return cells.with_columns(is_small.alias("is_small")).select(has_place.alias("has_place")).to_series()

    def costs(self, cells: pl.DataFrame) -> pl.Series:
        """What it costs to blank a cell: little for a year of one country, much for a total and for all countries."""
        spans = pl.when(self._is_span()).then(FIRST["span"]).otherwise(FIRST["year"])
        named = pl.when(pl.col("country").is_in(list(self.compared))).then(FIRST["compared"]).otherwise(1.0)
        place = pl.when(pl.col("country") == ALL).then(FIRST["all"]).otherwise(named)
        wanted = pl.when(pl.col("instrument") == WANTED).then(FIRST["wanted"]).otherwise(1.0)
        return cells.select(((1 + (1 + pl.col("value")).log10()) * spans * place * wanted).alias("cost")).to_series()

    def finest(self, atoms: pl.DataFrame) -> pl.Series:
        """Whether a count is of one country, one instrument and one year."""
        pooled = (pl.col("country") == ALL) | pl.col("instrument").is_in((ALL, WANTED)) | self._is_span()
        return atoms.select((~pooled).alias("is_finest")).to_series()

    def _is_span(self) -> pl.Expr:
        return pl.col("period").is_in(["all", *self.windows])
