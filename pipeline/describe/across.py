"""Tables with a column for each date, headings that are days or years over numbers: drafted with `unpivot`.

What else the table holds says what the numbers are: with a measure, figures of a report by year; with a country,
requests in circulation at a date. A table of people or cases is never turned on its side.
"""

from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from pipeline.describe.headings import IGNORE
from pipeline.describe.lexicon import Lexicon
from pipeline.describe.matching import Matched, match
from pipeline.describe.values import Profile, is_date, is_year
from pipeline.settings import Settings

_FEWEST = 2  # columns of dates: one might be anything
_NUMBERS = 0.8  # of the cells of such a column that are numbers, at the least
_SURE = 0.9
_FIGURES, _STOCK = ("year", "value"), ("as_of", "n")
_YEARS_ALONE = (
    "The headings are years, and the numbers are taken as requests in circulation then; if they count what happened"
    " in each year, make it `record: reported_figures` with a `measure` and `unpivot: {headers: year, cells: value}`."
)


@dataclass(frozen=True)
class Across:
    """unpivot: fields of the headings and of the cells. rest: the other columns, none of them taken for these two."""

    columns: tuple[str, ...]
    unpivot: tuple[str, str]
    rest: Matched
    note: str | None = None

    @property
    def drafted(self) -> dict[str, tuple[str | None, float]]:
        """header -> (field, score) for every column of the table."""
        return {**self.rest.columns, **dict.fromkeys(self.columns, (self.unpivot[0], _SURE))}


def across(profiles: Lookup[str, Profile], named: str | None, known: Lexicon, settings: Settings) -> Across | None:
    """The table as one with a column for each date; None where it is none.

    named  the record kind that the names of file and sheet give away, if they do
    """
    columns = tuple(header for header, cells in profiles.items() if _is_of_a_date(header, cells, known))
    rest = {header: cells for header, cells in profiles.items() if header not in columns}
    if len(columns) < _FEWEST or not rest:
        return None
    are_years = all(is_year(header) for header in columns)
    figures, stock, cases = (match(record, rest, settings) for record in ("reported_figures", "snapshots", "requests"))
    if are_years and "measure" in figures.fields and not _are_cases(cases, figures):
        return Across(columns, _FIGURES, _without(figures, _FIGURES))
    if "country" not in stock.fields or _are_cases(cases, stock):
        return None
    note = _YEARS_ALONE if are_years and named != "snapshots" else None
    return Across(columns, _STOCK, _without(stock, _STOCK), note)


def _is_of_a_date(header: str, cells: Profile, known: Lexicon) -> bool:
    return (is_year(header) or is_date(header, known)) and (not cells.n or cells.share("number") >= _NUMBERS)


def _are_cases(cases: Matched, rather: Matched) -> bool:
    """Whether a column is a reference or a name, more than anything in the other reading."""
    return any(
        field in ("reference", "name") and score > rather.columns[header][1]
        for header, (field, score) in cases.columns.items()
    )


def _without(rest: Matched, unpivot: tuple[str, str]) -> Matched:
    """A total beside the columns of dates is of no use, and no second column of numbers."""
    columns = {
        header: (IGNORE, score) if field in unpivot else (field, score)
        for header, (field, score) in rest.columns.items()
    }
    return Matched(rest.record, columns, rest.total)
