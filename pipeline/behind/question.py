"""The words of a trace, in any order, as one figure: overturn_rate on_merits RUS 2024."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.behind.definitions import CLOCKS, Definition
from pipeline.errors import Fault
from pipeline.results import words

INSTRUMENTS = ("WANTED", "red_notice", "red_diffusion", "blue_notice", "yellow_notice", "green_notice", "other")
ALL = "ALL"
MESSAGES = "resolved.messages"
EXAMPLE = 'For instance: article3 trace "overturn_rate on_merits RUS 2024".'


@dataclass(frozen=True)
class Question:
    """One figure. `year` and `window` are both None for all years together; `clock` says which year counts."""

    definition: Definition
    country: str
    instrument: str
    year: int | None
    window: str | None
    clock: str


def understand(
    asked: Sequence[str], definitions: Mapping[str, Mapping[str, Definition]], windows: Collection[str]
) -> Question:
    """What the words ask for. The name a figure has in measures.json works too, dots and all.

    Left out: country means ALL, instrument WANTED (red notices and red diffusions; ALL for messages), no year all
    years, and the clock is the first of the definition. A basis is never assumed where there are several.
    Fault on a word that means nothing here.
    """
    left = " ".join(asked).replace(".", " ").split()
    measure = _take(left, definitions)
    if measure is None:
        raise Fault("trace", "no measure is named", f"Name one of {', '.join(definitions)}. {EXAMPLE}")
    bases = definitions[measure]
    # "received" is a basis and a clock: it is the clock where another basis is named
    basis = (
        _take(left, set(bases) - set(CLOCKS)) or _take(left, bases) or (next(iter(bases)) if len(bases) == 1 else None)
    )
    if basis is None:
        raise Fault("trace", f"{measure} has several bases", f"Say which: {', '.join(bases)}.")
    definition = bases[basis]
    clock = _take(left, CLOCKS) or definition.clocks[0]
    if clock not in definition.clocks:
        raise Fault(
            "trace",
            f"{measure} {basis} is not counted by the year {clock}",
            f"It is by the year {' or '.join(definition.clocks)}.",
        )
    instrument = _take(left, INSTRUMENTS)
    window = _take(left, windows)
    year = next((word for word in left if re.fullmatch(r"\d{4}", word)), None)
    if year and window:
        raise Fault("trace", f"{year} and {window} are both named", "Name one of the two.")
    left = [word for word in left if word not in (year, "all")]
    pooled = [word for word in left if word == ALL]
    country = _country([word for word in left if word != ALL]) or (pooled.pop() if pooled else ALL)
    instrument = _instrument(definition, instrument or (ALL if pooled else None))
    return Question(definition, country, instrument, int(year) if year else None, window, clock)


def _instrument(definition: Definition, named: str | None) -> str:
    """The instrument named, else the usual one: red notices and red diffusions, save for messages, which name none."""
    if definition.numerator.table != MESSAGES:
        return named or "WANTED"
    if named not in (None, ALL):
        raise Fault("trace", "messages name no instrument", f"Leave {named} out.")
    return ALL


def _take(left: list[str], known: Collection[str]) -> str | None:
    """The first word that is one of these, taken out of the list."""
    for word in left:
        if word in known:
            left.remove(word)
            return word
    return None


def _country(left: Sequence[str]) -> str | None:
    """Three capital letters as they are, else an English name; None where there is no word left."""
    name = " ".join(left)
    if not name or re.fullmatch(r"[A-Z]{3}", name):
        return name or None
    code = words.country_code(name)
    if code is None:
        raise Fault("trace", f"'{name}' is no measure, basis, instrument, window, clock or country", EXAMPLE)
    return code
