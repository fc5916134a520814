"""Canaries: invented people whose names stand nowhere else in the world, in every kind of field a name can get into.

A person in N gets a name of letters that no language puts together, in one of four scripts. It stands in the fields for
names, and besides in what people type: charges, subjects, texts, remarks, words that no vocabulary knows, file names.
Nothing that is counted changes: the same records, about the same people under other names.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from pipeline.errors import Fault
from pipeline.rehearse.plan import Files
from pipeline.rehearse.records import Person, World
from pipeline.rehearse.rows import Row

SYLLABLES = ("qua", "xil", "vok", "zub", "jor", "wex", "ptu", "gny", "dru", "bri", "klo", "ski", "tza", "mno", "fje")
_CYRILLIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстувщхыз", strict=True))
_ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابصدهفغحيجكلمنوپقرستثڤؤخيز", strict=True))
_MARKED = str.maketrans({"u": "ü", "o": "ö", "s": "ş", "g": "ğ", "e": "é"})
SCRIPTS: tuple[Callable[[str], str], ...] = (
    str.title,
    lambda text: "".join(_CYRILLIC[letter] for letter in text).title(),
    lambda text: "".join(_ARABIC[letter] for letter in text),
    lambda text: text.translate(_MARKED).title(),
)
FREE_TEXT = ("offence_text", "subject", "text")
IN_FREE_TEXT = 0.3  # of the canaries' rows; half of their remarks, and every second word nobody knows
HALF = 0.5


def plant(rng: Random, world: World, n: int) -> list[Person]:
    """Give n people of the world, spread over the whole of it, the names of canaries. Fault where there are too few."""
    if n > len(world.people):
        raise Fault("--canaries", f"there are {len(world.people)} people in this world", "Give no more than that.")
    chosen = sorted(rng.sample(range(len(world.people)), n))
    taken: set[str] = set()
    renamed = {}
    for at, place in enumerate(chosen):
        person, script = world.people[place], SCRIPTS[at % len(SCRIPTS)]
        forename, family = _word(rng, taken), _word(rng, taken)
        latin = (forename.title(), family.title())
        native = (script(forename), script(family))
        renamed[person.number] = replace(person, latin=latin, native=native)
    records: list[Any] = [*world.requests, *world.complaints, *world.messages]
    for record in records:
        if record.person and record.person.number in renamed:
            record.person = renamed[record.person.number]
    world.people = [renamed.get(person.number, person) for person in world.people]
    return list(renamed.values())


def _word(rng: Random, taken: set[str]) -> str:
    """A word of three syllables that no canary has yet."""
    while True:
        word = "".join(rng.sample(SYLLABLES, 3))
        if word not in taken:
            taken.add(word)
            return word


def scatter(rng: Random, files: Files, canaries: list[Person]) -> Files:
    """The files with their names in what people type. Rows keep their place and their fate."""
    names = {name: one for one in canaries for name in (*one.latin, *one.native)}
    for rows in files.values():
        for row in rows:
            known = _canary(row, names)
            if known is not None and rng.random() < IN_FREE_TEXT:
                for field in FREE_TEXT:
                    if isinstance(row.cells.get(field), str):
                        row.cells[field] = f"{row.cells[field]} ({' '.join(known.latin)})"
            if row.cells.get("remark") and rng.random() < HALF:
                row.cells["remark"] = " ".join(rng.choice(canaries).latin)
            if row.unknown and rng.random() < HALF:
                _in_the_wrong_column(row, " ".join(rng.choice(canaries).latin))
    return {_named(rng, path, canaries): rows for path, rows in files.items()}


def _named(rng: Random, path: str, canaries: list[Person]) -> str:
    """Every second mail bears the name of a canary in its own file name."""
    if not path.endswith(".eml") or rng.random() < HALF:
        return path
    return f"mail/{rng.choice(canaries).latin[1]}-{path.removeprefix('mail/')}"


def _canary(row: Row, names: dict[str, Person]) -> Person | None:
    said = f"{row.cells.get('name') or ''} {row.cells.get('forename') or ''}".replace(",", " ")
    return next((names[word] for word in said.split() if word in names), None)


def _in_the_wrong_column(row: Row, name: str) -> None:
    """A name where a word of a vocabulary belongs: the first of the words nobody knows gives way to it."""
    word = row.unknown[0]
    field = next(field for field, cell in row.cells.items() if cell == word)
    row.cells[field] = name
    row.unknown = (name, *row.unknown[1:])
