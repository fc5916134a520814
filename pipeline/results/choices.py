"""The choices by which a headline could have been counted otherwise, in words."""

from pipeline.language import N_, _
from pipeline.results import words
from pipeline.results.subject import Subject

# What is chosen, in the order it is told.
RESPECTS = {
    "count": N_("What is counted"),
    "basis": N_("Denominator"),
    "clock": N_("Whose year"),
    "period": N_("Period"),
    "instrument": N_("Instruments"),
    "duplicates": N_("Listings of one file"),
    "linkage": N_("Who is the same person"),
}
_COUNTS = {
    "cases": N_("complaints or requests"),
    "persons": N_("people"),
    "per_circulated": N_("per request circulated"),
    "per_submitted": N_("per request submitted"),
}
_DUPLICATES = {"merged": N_("merged"), "every_listing": N_("each counts")}


# The words of a denominator where there is little room: beside the bars of a figure.
SHORT = {
    "received": N_("of all received"),
    "with_data": N_("of those concluded with data"),
    "on_merits": N_("of those decided on the merits"),
    "broad": N_("with data, adding those deleted"),
    "modified": N_("on the merits, adding those updated"),
}


def in_few_words(respect: str, code: str, subject: Subject) -> str:
    """The same in so few words that it fits beside a bar; with a capital."""
    if respect == "basis" and code in SHORT:
        return words.sentence(_(SHORT[code]))
    return words.sentence(in_words(respect, code, subject))


def in_words(respect: str, code: str, subject: Subject) -> str:
    """One choice: ("period", "decade_10") -> "2015 to 2024", ("linkage", "0.50") -> "joined from 0.50 on"."""
    if respect == "period":
        return subject.period(code)
    if respect == "linkage":
        return (
            _("joined by rule alone") if code == "rule" else _("joined from {least} on", least=words.signs(str(code)))
        )
    known = {
        "count": _COUNTS,
        "basis": words.BASES,
        "clock": words.CLOCKS,
        "instrument": words.INSTRUMENTS,
        "duplicates": _DUPLICATES,
    }
    return words.one_of(known[respect], code)
