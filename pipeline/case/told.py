"""`article3 case`: the timeline of one case as a terminal shows it."""

import re
from collections.abc import Sequence
from typing import Any

import duckdb

from pipeline import warehouse
from pipeline.case.find import person
from pipeline.case.steps import Step, steps, who
from pipeline.settings import Settings

PRIVATE = "PRIVATE: for the desk alone. Not for print, not for a message, not for a page."
INVENTED = "INVENTED DEMONSTRATION DATA"
MASK = "•••"
SHOWN = 3  # places of a step that are listed


def run(settings: Settings, asked: str, names: bool = False) -> str:
    """The path of the case that is asked for: by person_id, by the id of a row, or by a reference.

    names   print the person's name and birth date; else the name is masked, in the names of files too
    """
    with warehouse.reading(settings) as con:
        about = person(con, asked)
        one, path = who(con, about), steps(con, about)
        lines = [PRIVATE, *([INVENTED] if _invented(con) else []), _person(about, one, names)]
    parts = [] if names else words_of(one["names"])
    for step in path:
        lines += _step(step, parts)
    return "\n".join(lines)


def _invented(con: duckdb.DuckDBPyConnection) -> bool:
    return con.execute("select count(*) from raw.deliveries where nature = 'invented'").fetchone() != (0,)


def _person(about: str, one: dict[str, Any], names: bool) -> str:
    name = one["display_name"] if names else f"name masked {MASK} (--names shows it)"
    born = one["birth_date_text"] or "unknown"
    told = [about, name, f"born {born if names else born[:4]}"]
    told += [" ".join(one["nationalities"])] if one["nationalities"] else []
    return ", ".join([*told, f"{one['n_records']} records"])


def _step(step: Step, parts: Sequence[str]) -> list[str]:
    day = step.day or "no day"
    head = f"{day:<10}  {step.lane:<9}  {step.country or '???'}  {step.said}"
    head += f"  [{step.reference}]" if step.reference else ""
    places = [masked(place, parts) for place in step.places[:SHOWN]]
    more = len(step.places) - SHOWN
    return [head, *(f"{'':12}{place}" for place in places), *([f"{'':12}and {more} more"] if more > 0 else [])]


def words_of(names: Sequence[str]) -> list[str]:
    """The words of every spelling, the longest first."""
    words = {word for name in names for word in re.findall(r"\w{3,}", name)}
    return sorted(words, key=lambda word: (-len(word), word))


def masked(text: str, parts: Sequence[str]) -> str:
    """The text with every word of a name masked, in any case: a file may be called after the person.

    >>> masked("leak/letters/QUARREL.eml, message", ["Quarrel"])
    'leak/letters/•••.eml, message'
    """
    for part in parts:
        text = re.sub(re.escape(part), MASK, text, flags=re.IGNORECASE)
    return text
