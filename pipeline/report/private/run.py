"""`article3 report --private`: pages for the desk in derived/report_private, each saying PRIVATE.

Everything that goes out is made from derived/report and derived/figures; the gate stops whatever holds one of these
pages. Files are for their owner's eyes only.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb
import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline import warehouse
from pipeline.language import SOURCE
from pipeline.protect.scan import PRIVATE
from pipeline.report import site
from pipeline.report.figures.theme import INVENTED
from pipeline.report.pages.base import Material
from pipeline.report.private.records import Question, behind, headlines
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.results.tables import table
from pipeline.settings import Settings

HERE = Path(__file__).parents[1]
FOLDER = "report_private"
WARNING = "It holds names, references and small counts."
TOLD = "Each headline number with the records it counts: file, place, reference and name."
SMALL_TITLE = "Counts too small to show"
SITE, WHOLE_TITLE = "whole", "The whole report: each number with file and place of its records"
SMALL = {
    "counts": "n",
    "rates": "numerator, denominator",
    "window_counts": "n",
    "window_rates": "numerator, denominator",
}

# side of a figure -> the staged records it counts, as (resolved_id, record_table, record_id, delivery, file, place)
Follow = Callable[[duckdb.DuckDBPyConnection, str], Mapping[str, list[tuple[str, str, str, str, str, str]]]]


def run(settings: Settings, follow: Follow) -> str:
    """Write the pages aside, then swap them in; returns the closing line.

    follow  a figure in words -> the records on each of its sides
    """
    place = settings.derived / FOLDER
    aside = settings.derived / f"{FOLDER}.building"
    shutil.rmtree(aside, ignore_errors=True)
    before = os.umask(0o077)
    try:
        aside.mkdir()
        shutil.copyfile(HERE / "static" / "style.css", aside / "style.css")
        with warehouse.reading(settings) as con:
            about = subject.load(settings, con)
            write = _writer(aside, about)
            questions = headlines(about)
            for question in questions:
                write(question.name, question.title, _sides(con, question, follow))
            small = {f"measures.{name}": _small(con, name, columns) for name, columns in SMALL.items()}
            write("small", SMALL_TITLE, small)
            links = [*((q.name, q.title) for q in questions), ("small", SMALL_TITLE)]
            if settings.report.exists():
                _whole(settings, con, about, aside / SITE)
                links.append((f"{SITE}/index", WHOLE_TITLE))
            write("index", "What only the desk sees", {}, links)
    finally:
        os.umask(before)
    shutil.rmtree(place, ignore_errors=True)
    aside.replace(place)
    return f"Private report: {place / 'index.html'} ({len(questions) + 2} pages). It must not leave the desk."


def _whole(settings: Settings, con: duckdb.DuckDBPyConnection, about: subject.Subject, folder: Path) -> None:
    """The whole report once more, in the first language: there each number lists file and place of its records."""
    kept = sorted((settings.derived / "notebooks").glob("[0-9]*.ipynb"))
    read = {path.stem: nbformat.read(path, as_version=4) for path in kept if path.stem.count(".") == 0}
    numbers = Numbers.read(settings.derived / "measures.json")
    site.write(Material(settings, con, numbers, about, private=True), {SOURCE: read}, folder)


def _writer(folder: Path, about: subject.Subject) -> Callable[..., None]:
    """What writes one page: its name, title, tables and links."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    template = environment.get_template("private.html.j2")
    invented = INVENTED if about.invented else ""
    warning = f"{WARNING} {invented}"

    def write(name: str, title: str, shown: Mapping[str, str], links: list[tuple[str, str]] | None = None) -> None:
        page = template.render(
            title=title, tables=shown, links=links or [], mark=PRIVATE, warning=warning, told=TOLD, invented=invented
        )
        (folder / f"{name}.html").write_text(page, "utf8")

    return write


def _sides(con: duckdb.DuckDBPyConnection, question: Question, follow: Follow) -> dict[str, str]:
    """A table for each side of a figure: every record, with its file, place, reference and name."""
    return {
        f"{side}: {len({place[0] for place in places}):,} cases in {len(places):,} records": table(
            behind(con, places), f"{PRIVATE}: {question.title}, {side}"
        )
        for side, places in follow(con, question.asked).items()
    }


def _small(con: duckdb.DuckDBPyConnection, name: str, columns: str) -> str:
    """Every row that public pages blank, with its counts."""
    rows = con.sql(f"select * from measures.{name} where is_suppressed order by all").pl()
    kept = [
        c
        for c in ("measure", "basis", "unit", "country", "instrument", "year", "window", "year_basis")
        if c in rows.columns
    ]
    return table(rows.select(*kept, *columns.split(", ")), f"{PRIVATE}: blank in measures.{name}", None, {"unit": str})
