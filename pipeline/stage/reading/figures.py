"""Figures in the prose of a report: what was measured, where, when, how much, and the words around.

A figure is read only where a rule knows its measure. Country and year are those of its own clause, the year else of its
sentence or paragraph; where several could be meant the field is null and `unclear` names it.
Why: docs/decisions/reported_figures.md.
"""

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from pipeline.schemas import STAGED
from pipeline.stage.figure_rules import SHARE
from pipeline.stage.reading.clauses import Clause, country_of, year_of
from pipeline.stage.reading.named_countries import with_signs
from pipeline.stage.reading.said_numbers import Signer
from pipeline.stage.rules import all_of, any_of, fitting
from pipeline.stage.words import Words

_CLAUSES = re.compile(
    r",? (?:while|whereas|whilst|but|alors que|tandis que|mais|тогда как|а в) |, (?:and|et|и) (?=\w+ \w+)|; ?"
)
_LONGEST = 300  # characters of the words around
_BEFORE = 4  # words before a number in which an approximation stands
_PLACE = ("doc", "page", "paragraph")
_PER = {"complaint_rate": "per 1000"}


def figures(sentences: pl.DataFrame, rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Rows of staged.reported_figures.

    sentences   of reports, as paragraphs.sentences gives them
    rows        the documents, `doc` their place
    """
    if rows.is_empty():
        return pl.DataFrame(schema=STAGED["reported_figures"])
    lines = sentences.rows(named=True)
    clauses = _named(list(_clauses(sentences, words)), words)
    _measure(clauses, words)
    paragraphs: dict[tuple[int, ...], list[Clause]] = {}
    for clause in clauses:
        paragraphs.setdefault(tuple(lines[clause.sentence][name] for name in _PLACE), []).append(clause)
    documents = {row["doc"]: row for row in rows.rows(named=True)}
    made: list[dict[str, Any]] = []
    numbers = dict.fromkeys(documents, 0)
    for clause in clauses:
        line = lines[clause.sentence]
        around = paragraphs[tuple(line[name] for name in _PLACE)]
        for sign in sorted(clause.measures, key=lambda sign: int(sign[3:])):
            numbers[line["doc"]] += 1
            made.append(_row(clause, sign, around, words) | _place(line, numbers[line["doc"]], documents[line["doc"]]))
    schema = STAGED["reported_figures"]
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in made], schema=schema)


def _clauses(sentences: pl.DataFrame, words: Words) -> Iterator[Clause]:
    """The clauses of every sentence that states something."""
    is_passing = sentences.select(any_of(words.figures.of["passing"], pl.col("plain")).alias("is"))["is"].to_list()
    stated = [(n, said) for n, said in enumerate(sentences["said"].to_list()) if not is_passing[n]]
    signer = Signer(words.figures, words.months)
    parts = [(number, part) for number, said in stated for part in _CLAUSES.split(said)]
    for (number, _), (text, countries) in zip(parts, with_signs([part for _, part in parts], words), strict=True):
        yield Clause(number, signer.sign(text), countries)


def _named(clauses: list[Clause], words: Words) -> list[Clause]:
    """The clauses with the instruments and bases they name, and whether they speak of all countries."""
    text = pl.Series("text", [clause.signed.text for clause in clauses], dtype=pl.String)
    instruments = all_of(words.decisions.of["instrument"], _without_both(text, words)).to_list()
    bases = all_of(words.figures.of["basis"], text, once=False).to_list()
    of_all = text.to_frame().select(any_of(words.figures.of["everyone"], pl.col("text")).alias("is"))["is"].to_list()
    for place, clause in enumerate(clauses):
        clause.instruments, clause.bases, clause.is_of_all = instruments[place], bases[place], of_all[place]
    return clauses


def _without_both(text: pl.Series, words: Words) -> pl.Series:
    """ "Notices and diffusions" is no instrument, and no contradiction."""
    return text.str.replace_all(r"\bnotices (?:and|or|et|ou) diffusions\b", " ")


def _measure(clauses: list[Clause], words: Words) -> None:
    """Give each number the measure that a rule says it is of. The first rule that takes a number has it."""
    text = pl.DataFrame({"text": [clause.signed.text for clause in clauses]}, schema={"text": pl.String})
    for rule in fitting(words.figures.of["measure"], text["text"]):
        spans = text.select(pl.col("text").str.extract_all(rule.pattern)).to_series().to_list()
        for clause, matches in zip(clauses, spans, strict=True):
            for match in matches or ():
                signs, measures = re.findall(r"\b(?:pct|num|dec)\d+\b", match), rule.means.split()
                if len(signs) == len(measures):  # else a number of something else stands between
                    clause.measures = dict(zip(signs, measures, strict=True)) | clause.measures
    named = all_of(words.figures.of["named"], text["text"], once=False).to_list()
    for clause, rates in zip(clauses, named, strict=True):
        if len(rates) == 1 and not clause.measures:
            shares = [f"{SHARE}{n}" for n, said in enumerate(clause.signed.numbers) if said.kind == SHARE]
            clause.measures = dict.fromkeys(shares, rates[0])


def _row(clause: Clause, sign: str, around: list[Clause], words: Words) -> dict[str, Any]:
    """One figure, with what its clause, its sentence and its paragraph say of it."""
    said, measure = clause.signed.numbers[int(sign[3:])], clause.measures[sign]
    country, country_is_open = country_of(clause, sign, around)
    year, year_is_open = year_of(clause, sign, around)
    is_open = {
        "country": country_is_open,
        "year": year_is_open,
        "instrument": len(clause.instruments) > 1,
        "basis": len(clause.bases) > 1,
    }
    return {
        "measure": measure,
        "basis": clause.bases[0] if len(clause.bases) == 1 else None,
        "instrument": clause.instruments[0] if len(clause.instruments) == 1 else None,
        "country": country,
        "year": year,
        "value": said.value,
        "unit": "%" if said.kind == SHARE else _PER.get(measure, "cases"),
        "approximation": _approximation(clause.signed.text, sign, words),
        "precision": said.precision,
        "unclear": ", ".join(name for name, open_ in is_open.items() if open_) or None,
    }


def _place(line: dict[str, Any], number: int, document: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: document[name] for name in ("as_of", "source_file", "source_sha256", "delivery")},
        "record_id": f"{document['record_id']}-f{number}",
        "document_id": document["record_id"],
        "page": line["page"],
        "context": line["said"][:_LONGEST],
        "source_locator": f"page {line['page']}, paragraph {line['paragraph']}",
    }


def _approximation(text: str, sign: str, words: Words) -> str | None:
    """What the words right before a number take from its exactness: the longest such words count."""
    before = text.split(f"{sign}", 1)[0].split()[-_BEFORE:]
    if before and before[-1] in ("the", "a", "la", "le", "les"):
        before.pop()
    known = words.figures.words["approximation"]
    ends = [" ".join(before[n:]) for n in range(len(before))]
    return next((known[end] for end in ends if end in known), None)
