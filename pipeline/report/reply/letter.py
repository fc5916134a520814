"""What the letter says: the numbers, how each is defined, what was and was not tested, and the questions."""

from typing import Any

import duckdb

from pipeline.report.figures.theme import INVENTED
from pipeline.report.reply.numbers import EVERY, Line, lines
from pipeline.report.reply.parts import Letter, Paragraph, Points, Section, Table
from pipeline.results import words
from pipeline.results.subject import Subject
from pipeline.settings import SMALLEST_CELL

CLOCKS = {"requested": "year of the request", "received": "year received", "decided": "year decided"}
HEADS = ("What", "Years", "Clock", "Number", "Cases", "95 % interval", "If open cases all ended one way")
NOT_TESTED = (
    "Whether any single request, check or decision was right: only counts of what the records say.",
    "People who never complained, and records that are not in the files that were seen.",
    "Why a request was refused or overturned, beyond the ground that the record names.",
    "Whether a bureau that did not answer had reasons that the file does not hold.",
)


def letter(con: duckdb.DuckDBPyConnection, about: Subject, country: str, definitions: dict[str, Any]) -> Letter:
    """The letter to the body that answers for the data of a country, or for all of them (EVERY). No source is named."""
    name = "INTERPOL and its Commission for the Control of Files" if country == EVERY else words.country(country)
    found = lines(con, about, country)
    sections = (
        Section("Why you receive this", (Paragraph(_why(about, name)), Paragraph(_how(about)))),
        Section("The numbers that concern you", (_table(found, name, about),)),
        Section("How each number is defined", (Points(tuple(_definitions(found, definitions))),)),
        Section("What was tested", (Paragraph(TESTED), *_claims(con, country))),
        Section("What was not tested", (Points(NOT_TESTED),)),
        Section("Our questions", (Points(tuple(_questions(about, name, found))),)),
    )
    return Letter(f"Request for comment: {name}", INVENTED if about.invented else "", sections)


TESTED = (
    "Listings of the same case were merged before counting. Every defensible way of counting the headline figures was "
    "tried. Intervals and bounds stand beside each number."
)


def _why(about: Subject, name: str) -> str:
    return (
        f"We intend to report on requests and complaints about {about.things}. The numbers below are about {name}. "
        "We ask you to check them, and to say what they leave out, before anything is printed."
    )


def _how(about: Subject) -> str:
    return (
        "They are counted from records that were made available to us; we do not say by whom or how. Nobody is "
        f"named. Counts from 1 to {SMALLEST_CELL - 1}, and shares that rest on them, are not given: nobody is to "
        "be recognised."
    )


def _table(found: list[Line], name: str, about: Subject) -> Table:
    rows = tuple(
        (
            _called(line.name),
            line.span,
            CLOCKS.get(line.clock, line.clock),
            line.value,
            line.counts,
            line.interval,
            line.bounds,
        )
        for line in found
    )
    return Table(f"{name}: {about.things}", HEADS, rows)


def _called(name: str) -> str:
    measure, basis = name.split(".")
    return words.plain(measure).capitalize() + ("" if basis == "cases" else f", {words.plain(basis)}")


def _definitions(found: list[Line], definitions: dict[str, Any]) -> list[str]:
    """Once each, in the order of the table, in the words of definitions.yml."""
    told, warned = [], set[str]()
    for name in dict.fromkeys(line.name for line in found):
        measure, basis = name.split(".")
        said = definitions.get(measure, {})
        one = said.get("bases", {}).get(basis)
        if one:
            over = f", divided by {one['denominator']['is']}" if one.get("denominator") else ""
            cautions = (one.get("caution"), said.get("caution"))
            caution = " ".join(text for text in cautions if text and text not in warned)
            warned.add(said.get("caution", ""))
            told.append(f"{_called(name)}: {one['numerator']['is']}{over}. {caution}".strip())
    return told


def _claims(con: duckdb.DuckDBPyConnection, country: str) -> list[Table]:
    """What press reports said of this country, and what these records say to it."""
    rows = con.execute("select id, claim, verdict from measures.claims order by id").fetchall()
    told = [
        (claim, f"this {words.VERDICTS.get(verdict, verdict)}")
        for _id, claim, verdict in rows
        if _speaks_of(claim, country)
    ]
    return (
        [
            Table(
                "Statements of press reports, and what these records say",
                ("Statement", "In these records"),
                tuple(told),
            )
        ]
        if told
        else []
    )


def _speaks_of(claim: str, country: str) -> bool:
    return country == EVERY or words.country(country).casefold()[:5] in claim.casefold()


def _questions(about: Subject, name: str, found: list[Line]) -> list[str]:
    """Each tied to a number that is given, and two for what no number shows."""
    measures = {line.name.split(".")[0] for line in found if line.value != words.FEW}
    asked = ["Are the counts in the table those of your own records? If not, which are, and for which years?"]
    if "initial_pass_rate" in measures:
        asked.append("How were requests checked before they were sent on, and what became of those that were refused?")
    if "complaint_rate" in measures or "complaints" in measures:
        asked.append("How do you explain the number of complaints, compared with that of other countries?")
    if "overturn_rate" in measures:
        asked.append("Which decisions against you do you hold to be wrong, and on what grounds? What did you change?")
    asked.append("How many decided files ended against you because no answer was given in time?")
    asked.append("What should readers know that these numbers do not show?")
    return asked
