"""Why a row was set aside, where it stands, what a reader remarks, what a delivery is called: in the language spoken.

Readers and stages write these in English into the audit, with names and numbers in them.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache

from pipeline.language import N_, _

WITH_PLACES = (
    N_("row of the hidden sheet {name}"),
    N_("row of the sheet {name}, which SOURCE.yml leaves out"),
    N_("hidden sheet {name} was not read (rows: {rows})"),
    N_("sheet {name} was not read (rows: {rows})"),
    N_("sheet {name}, row {row}"),
    N_("sheet {name}: hidden columns {columns} are read like the others"),
    N_("{name}: no header was found, columns are called by their place"),
    N_("{name}: rows above the header, not read: {rows}"),
    N_("fields beside the records, not read: {names}"),
    N_("views of the file, not read: {names}"),
    N_("lines above the first message, not read: {lines}"),
    N_("lines that repeat the header, no rows: {lines}"),
    N_("attached files, each listed on its own: {files}"),
    N_("holds bytes that are not {encoding}"),
    N_("no header was found: columns are called by their place"),
    N_("comment line"),
    N_("read by OCR: letters and figures may be wrong"),
    N_("pages read by OCR, letters and figures may be wrong: {pages}"),
    N_("pages that are pictures and were not read: {pages} ({advice})"),
)
TITLES = (
    N_("Invented registers, complaints and messages (seed {seed}, world {world})"),
    N_("Invented registers, complaints and messages"),
)


def reason(text: str) -> str:
    """One reason or place: "13 cells where the table has 11"; one that no catalogue knows stays as it is."""
    told = filled(text, WITH_PLACES)
    if told is not None:
        return told
    numbers = re.findall(r"\d+", text)
    values = {f"n{i}": number for i, number in enumerate(numbers, 1)}
    names = iter(values)
    pattern = re.sub(r"\d+", lambda _: f"{{{next(names)}}}", text)
    said = _(pattern)
    return text if said == pattern else said.format(**values)


def reasons(text: str) -> str:
    """Several places or reasons, joined by semicolons."""
    return "; ".join(reason(part) for part in text.split("; "))


def title(text: str) -> str:
    """What a delivery is called; a title that somebody typed stays as it is."""
    return filled(text, TITLES) or text


def filled(text: str, sentences: Iterable[str], say: Callable[[str, str], str] | None = None) -> str | None:
    """The text in the language now spoken, where it is one of these sentences with its {places} filled; else None.

    say  the name of a place and what fills it -> how that is said; else it stays as it is
    """
    for sentence in sentences:
        found = _pattern(sentence).fullmatch(text)
        if found:
            return _(sentence, **{name: say(name, part) if say else part for name, part in found.groupdict().items()})
    return None


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What matches a sentence whose places are filled."""
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(sentence)))
