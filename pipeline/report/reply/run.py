"""`article3 reply RUS`: the right-of-reply pack of a named body, as DOCX and PDF in derived/reply/RUS."""

from pathlib import Path

import yaml
from markupsafe import escape

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect.outlet import outlet
from pipeline.report.paper import pdf
from pipeline.report.reply.docx import docx
from pipeline.report.reply.letter import letter
from pipeline.report.reply.numbers import EVERY
from pipeline.report.reply.parts import Letter, Paragraph, Points, Table
from pipeline.results import subject, words
from pipeline.settings import Settings

BODIES = {"INTERPOL", "CCF", EVERY}


def run(settings: Settings, body: str, folder: Path | None = None) -> str:
    """Write the pack aside, search it, then swap it in; returns the closing line.

    body    a country by code or English name; INTERPOL or CCF for what concerns all countries
    Fault where nobody is known by that name, and where the records hold nothing about it.
    """
    country = code_of(body)
    definitions = settings.hand / "definitions.yml"
    said = yaml.safe_load(definitions.read_text("utf8")) if definitions.exists() else {}
    folder = folder or settings.derived / "reply" / country
    folder.parent.mkdir(parents=True, exist_ok=True)
    stem = f"reply_{country}"
    with warehouse.reading(settings) as con, outlet(con, folder, f"{stem}.docx") as aside:
        known = con.execute("select count(*) from measures.counts where country = ? and n > 0", [country]).fetchone()
        if known == (0,):
            raise Fault(body, "the records hold no number about it", "Ask for a country that the report names.")
        told = letter(con, subject.load(settings, con), country, said)
        (aside / f"{stem}.docx").write_bytes(docx(told))
        (aside / f"{stem}.pdf").write_bytes(pdf(html(told), aside, told.notice))
    return f"Right of reply: {folder / stem}.docx and .pdf. Nothing in them names a source or a person."


def code_of(body: str) -> str:
    """The country code of a body; EVERY for INTERPOL and its Commission. Fault where nobody is known by that name."""
    if body.upper() in BODIES:
        return EVERY
    if len(body) == 3 and words.country(body.upper()) != body.upper():
        return body.upper()
    code = words.country_code(body)
    if code is None:
        raise Fault(
            body, "is no country that is known by that code or name", "Write it as RUS, Russia, INTERPOL or CCF."
        )
    return code


def html(told: Letter) -> str:
    """The letter as one page for the PDF."""
    body = [f"<h1>{escape(told.title)}</h1>"]
    if told.notice:
        body.append(f"<p class='warning'>{escape(told.notice)}.</p>")
    for section in told.sections:
        body.append(f"<h2>{escape(section.heading)}</h2>")
        body += [_part(part) for part in section.parts]
    head = f"<head><meta charset='utf-8'><title>{escape(told.title)}</title></head>"
    return f"<!doctype html><html lang='en'>{head}<body>{''.join(body)}</body></html>"


def _part(part: Paragraph | Points | Table) -> str:
    if isinstance(part, Paragraph):
        return f"<p>{escape(part.text)}</p>"
    if isinstance(part, Points):
        return f"<ol>{''.join(f'<li>{escape(item)}</li>' for item in part.items)}</ol>"
    head = "".join(f"<th>{escape(text)}</th>" for text in part.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in part.rows)
    return (
        f"<table><caption>{escape(part.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
