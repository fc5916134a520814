"""What the report is about: the countries, year and windows of comparisons.yml, and where the records come from."""

from dataclasses import dataclass

import duckdb
import yaml

from pipeline.errors import Fault
from pipeline.language import _
from pipeline.results import reasons, words
from pipeline.settings import Settings


@dataclass(frozen=True)
class Window:
    """A span of years with a name, both ends included."""

    name: str
    first: int
    last: int
    means: str

    @property
    def span(self) -> str:
        return _("{first} to {last}", first=self.first, last=self.last)


@dataclass(frozen=True)
class Subject:
    """The headline comparison.

    titles    what the deliveries are called, as their descriptions say
    invented  True where any delivery is: then every page and figure says so
    """

    country: str
    comparator: str
    instrument: str
    year: int
    window: str
    windows: tuple[Window, ...]
    titles: tuple[str, ...]
    invented: bool

    @property
    def name(self) -> str:
        return words.country(self.country)

    @property
    def other(self) -> str:
        return words.country(self.comparator)

    @property
    def things(self) -> str:
        return _(words.INSTRUMENTS.get(self.instrument, self.instrument))

    @property
    def main_window(self) -> Window:
        return next(w for w in self.windows if w.name == self.window)

    @property
    def source(self) -> str:
        """Where the records come from, in the language now spoken."""
        return "; ".join(reasons.title(title) for title in self.titles) or _("no delivery")

    def period(self, code: str) -> str:
        """A period as a reader knows it: "decade_10" -> "2015 to 2024", a year as it is, "all" -> "all years"."""
        spans = {w.name: w.span for w in self.windows}
        return spans.get(code, _("all years") if code == "all" else _(code))


def load(settings: Settings, con: duckdb.DuckDBPyConnection) -> Subject:
    """Read the headline of comparisons.yml, and windows and deliveries from the database."""
    path = settings.hand / "comparisons.yml"
    headline = (yaml.safe_load(path.read_text("utf8")) if path.exists() else {}).get("headline")
    if not isinstance(headline, dict) or set(headline) < {"country", "comparator", "instrument", "year", "window"}:
        raise Fault(
            str(path.name),
            "no headline with country, comparator, instrument, year and window",
            "Add it: the report needs to know which two countries it compares.",
        )
    windows = con.execute(
        'select "window", first_year, last_year, means from raw.windows order by first_year desc'
    ).fetchall()
    if headline["window"] not in {row[0] for row in windows}:
        raise Fault(path.name, f"headline window {headline['window']} is none of `windows`", "Name one that is there.")
    deliveries = con.execute("select title, nature from raw.deliveries order by delivery").fetchall()
    return Subject(
        country=headline["country"],
        comparator=headline["comparator"],
        instrument=headline["instrument"],
        year=int(headline["year"]),
        window=headline["window"],
        windows=tuple(Window(*row) for row in windows),
        titles=tuple(title.rstrip(".") for title, _ in deliveries),
        invented=any(nature == "invented" for _, nature in deliveries),
    )
