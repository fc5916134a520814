"""How the table beneath each figure is called, headed and written."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from pipeline.language import N_, _
from pipeline.report.figures.published import LABELS
from pipeline.results import choices, words

_NEAREST = N_("Ways of counting that differ from the headline in one or two choices; the CSV holds all")


@dataclass(frozen=True)
class Told:
    """How one figure's table is headed and written.

    caption   what the table holds
    heads     column -> heading
    formats   column -> how a value is written
    without   columns that repeat another one in the words of the picture
    """

    caption: str
    heads: dict[str, str] = field(default_factory=dict)
    formats: dict[str, Any] = field(default_factory=dict)
    without: tuple[str, ...] = ()


_STAGES = {"check": N_("first check"), "complaint": N_("complaint"), "end": N_("how the complaint ended")}
_RATE = {"numerator": N_("cases"), "denominator": N_("of so many")}
_WAYS = {"is_headline": N_("headline"), "flips": N_("another answer"), **choices.RESPECTS}
_PLACES = {
    "target": N_("share of all"),
    "interval_99": N_("99.8 % limits"),
    "wide_99": N_("99.8 % limits, with differences among countries"),
}
TOLD = {
    "who_asks": Told(N_("Requests by country and instrument"), {"n": N_("requests")}),
    "complaints_by_country": Told(N_("Complaints received, by country"), {"n": N_("complaints")}),
    "complaints_by_year": Told(N_("Complaints received, by year"), {"n": N_("complaints")}),
    "first_check_by_year": Told(N_("Requests that passed the first check"), {"value": N_("passed"), **_RATE}),
    "how_complaints_end": Told(N_("Complaints by outcome"), {"n": N_("complaints")}),
    "overturn_denominators": Told(
        N_("The share overturned, by denominator and clock"), {"value": N_("overturned"), **_RATE}
    ),
    "passed_against_overturned": Told(
        N_("What passed, and what was overturned, by year"), {"kind": N_("what"), **_RATE}
    ),
    "decision_times": Told(
        N_("Months from admission to the end, by year of the end"),
        {"n": N_("files"), "n_in_time": N_("in the time of the Statute"), "n_timed": N_("files timed")},
    ),
    "countries_side_by_side": Told(
        N_("The share overturned, and the limits of what chance explains"),
        {"value": N_("overturned"), **_PLACES, **_RATE},
    ),
    "time_to_decision": Told(
        N_("Ended, by months since admission"), {"value": N_("ended this way"), "files": N_("files followed")}
    ),
    "policy_steps": Told(
        N_("Ratio of refusals to what the trend before leads one to expect"),
        {
            "value": N_("ratio"),
            "period": N_("from"),
            "kind": N_("which day"),
            "numerator": N_("refused"),
            "denominator": N_("checked"),
        },
        {"value": words.ratio},
    ),
    "other_ways_complaints": Told(
        _NEAREST,
        {"value": N_("ratio to 1"), **_WAYS},
        {"value": words.ratio},
    ),
    "other_ways_passed": Told(
        _NEAREST,
        {"value": N_("passed"), **_WAYS},
    ),
    "other_ways_overturned": Told(
        _NEAREST,
        {"value": N_("overturned"), **_WAYS},
    ),
    "instrument_mix": Told(N_("What was asked for, by year"), {"n": N_("requests")}),
    "request_flow": Told(
        N_("From the request to the end of the complaint"),
        {"stage": N_("stage"), "label": N_("what became of them"), "n": N_("requests")},
        {"stage": partial(words.one_of, _STAGES)},
        ("part",),
    ),
    "ratio_of_two": Told(
        N_("Complaints about one country against those about the other"),
        {"value": N_("ratio"), "basis": N_("what is compared")},
        {"value": words.ratio},
        ("label", "span"),
    ),
    "complaints_worldwide": Told(N_("Complaints by country, worldwide"), {"n": N_("complaints")}),
    "requests_by_quarter": Told(
        N_("Requests by quarter"), {"quarter": N_("first day of the quarter"), "n": N_("requests")}
    ),
    "messages_after_the_end": Told(
        N_("Messages after requests that ended, against those expected"),
        {"value": N_("ratio"), "denominator": N_("ended requests compared")},
        {"value": words.ratio},
    ),
    "asked_again": Told(N_("Requests made again after a refusal"), {"value": N_("share")}),
    "other_countries_after_the_end": Told(
        N_("People whom another country asked for within a year after the end"),
        {"value": N_("ratio"), "basis": N_("after which day"), "n": N_("people")},
        {"value": words.ratio},
    ),
    "published_outcomes": Told(
        N_("The published table of outcomes under four denominators"), {"label": N_("share"), **_RATE}
    ),
}


def _addresses(urls: str) -> Markup:
    """Sources as links that say where they lead."""
    return Markup("; ").join(_address(url) for url in urls.split("; "))


def _address(url: str) -> Markup:
    if not url.startswith(("https://", "http://")):
        return _quoted(url)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, url.split("/")[2].removeprefix("www."))


def _quoted(text: str) -> Markup:
    """What a source says of its figure, and who published it, in the language it is kept in."""
    return Markup('<span lang="en">{}</span>').format(text)


def _country_or_year(place: str | int) -> str:
    return words.country(str(place)) if str(place).isalpha() else str(place)


def _metric(code: str) -> str:
    return _(LABELS[code]) if code in LABELS else _(words.as_words(code))


PUBLIC = Told(
    N_("Published figures, each with its source"),
    {"place": N_("year or country"), "value": N_("figure"), "definition": N_("what it counts"), "source": N_("source")},
    {
        "value": words.count,
        "metric": _metric,
        "place": _country_or_year,
        "definition": _quoted,
        "publisher": _quoted,
        "source": _addresses,
    },
)
