"""Writing the site: templates filled, figures and style beside them, every page with the same frame."""

import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline import chart_library
from pipeline.language import SOURCE, language, speaking, templates
from pipeline.language.catalogue import below, own_name
from pipeline.protect.scan import PRIVATE
from pipeline.report import drawn, links, navigation
from pipeline.report.figures.run import ALL
from pipeline.report.figures.theme import INVENTED
from pipeline.report.notebooks import page as notebook_page
from pipeline.report.pages import changes, claims, definitions, front, linking, method, numbers, published, quality
from pipeline.report.pages.base import Material, Page
from pipeline.results import words
from pipeline.results.leading import Leading
from pipeline.results.numbers import Number
from pipeline.results.tables import opened as opened_number
from pipeline.settings import SMALLEST_CELL

HERE = Path(__file__).parent
TEMPLATES, STATIC = HERE / "templates", HERE / "static"


def write(m: Material, notebooks: dict[str, dict[str, Any]], folder: Path) -> list[Page]:
    """Every page in every language into an empty folder: English in the folder itself, others below it.

    notebooks  language -> those that have run, by name; a language that is not there has no pages
    """
    folder.mkdir(parents=True)
    style = (STATIC / "style.css").read_text("utf8") + drawn.colours(".live") + "\n"
    (folder / "style.css").write_text(style, "utf8")
    shutil.copyfile(STATIC / "charts.js", folder / "charts.js")
    (folder / drawn.VEGA).write_bytes(chart_library.script())
    pages: list[Page] = []
    for code in notebooks:
        with speaking(code):
            pages += _write(m, notebooks[code], folder / below(code), tuple(notebooks))
    return pages


def _write(m: Material, notebooks: dict[str, Any], folder: Path, languages: tuple[str, ...]) -> list[Page]:
    """Every page in the language now spoken."""
    (folder / "figures").mkdir(parents=True)
    drawn_in = m.settings.figures / below(language())
    figures = {name: drawn.copy(name, drawn_in, m.subject, folder / "figures") for name in ALL}
    environment = _environment(m, figures, languages)
    pages = _pages(m, notebooks, environment)
    opened: set[str] = set()
    for page in pages:
        html, names = links.to_numbers(_html(environment, page, pages))
        opened |= names
        (folder / f"{page.name}.html").write_text(html, "utf8")
    for page in numbers.numbers(m, opened):
        (folder / f"{page.name}.html").write_text(_html(environment, page, pages), "utf8")
        pages.append(page)
    return pages


def _html(environment: Environment, page: Page, pages: list[Page]) -> str:
    menu = navigation.groups(pages)
    html = environment.get_template(page.template).render(page=page, menu=menu, **_leading(page.holds))
    return drawn.scripts(html, str(environment.globals["root"]))


def _leading(holds: dict[str, Any]) -> dict[str, Any]:
    """What a page holds, with each number written as a link to where it is defined."""
    return {name: Leading(held) if isinstance(held, Number) else held for name, held in holds.items()}


def _environment(m: Material, figures: dict[str, drawn.Drawn], spoken: tuple[str, ...]) -> Environment:
    """Templates know the subject, numbers and figures by name, and how numbers are written; nothing else."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        subject=m.subject,
        number=m.number,
        figure=figures.__getitem__,
        INVENTED=INVENTED,
        SMALLEST_CELL=SMALLEST_CELL,
        language=language(),
        languages=_others(spoken),
        private=PRIVATE if m.private else "",
        root="" if language() == SOURCE else "../",
    )
    environment.filters.update(
        count=words.count,
        percent=words.percent,
        plain=words.plain,
        verdict=words.verdict,
        sentence=words.sentence,
        each=words.each,
        by_clocks=definitions.by_clocks,
        opened=opened_number,
        led=led,
    )
    templates.install(environment)
    return environment


def led(text: str, table_name: str) -> Markup:
    """A count of rows that is no measure: it leads to the table it is counted from."""
    return opened_number(f"dictionary.html#{table_name}", text)


def _others(spoken: tuple[str, ...]) -> list[dict[str, str]]:
    """Every language of the site, its own name, and the way to its folder from a page in the language now spoken."""
    root = "" if language() == SOURCE else "../"
    return [
        {"code": code, "name": own_name(code), "folder": root + (f"{code}/" if code != SOURCE else "")}
        for code in spoken
    ]


def _pages(m: Material, notebooks: dict[str, Any], environment: Environment) -> list[Page]:
    """All pages in the order of the navigation."""
    macros: Any = environment.get_template("macros.html.j2").make_module()
    figure: Any = environment.globals["figure"]

    def picture(name: str) -> Markup:
        return Markup(macros.picture(figure(name)))  # noqa: S704 - a macro of ours, which escapes

    answers, told = {}, []
    for name, notebook in notebooks.items():
        title = notebook_page.title(notebook)
        answers[name] = (title, notebook_page.answer(notebook))
        body = notebook_page.body(notebook, str(TEMPLATES), picture)
        told.append(Page(name, title, "notebook.html.j2", {"body": body}))
    ledger = claims.claims(m)
    return [
        front.front(m, answers),
        *told,
        *([ledger] if ledger else []),
        linking.linking(m),
        changes.since(m),
        published.published(m),
        published.cases(m),
        quality.quality(m),
        method.method(m),
        definitions.definitions(m),
        definitions.tables(),
    ]
