"""`make pdf`: all pages of the report as one PDF, with a table of contents, bookmarks and page numbers."""

from pathlib import Path

from bs4 import BeautifulSoup, Tag
from markupsafe import escape

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.language import LANGUAGES, SOURCE, _, language, speaking
from pipeline.language.catalogue import below
from pipeline.protect import scan
from pipeline.report.figures.theme import INVENTED
from pipeline.report.paper import pdf
from pipeline.report.run import run as build
from pipeline.results import subject
from pipeline.settings import Settings

NAME = "report.pdf"
DROPPED = (  # what paper has no use for: the tables of the dictionary stay, lists of files go
    "script, style, details.entry:not([id]), .files, .code, details:not([id]) > summary, .skip, figcaption"
)


def run(settings: Settings, code: str = SOURCE) -> str:
    """Write derived/report.pdf from the finished pages, searched before it takes its place; returns the closing line.

    code  another language of the site: then report.fr.pdf and the like
    Fault where there is no such language or no build, where the system lacks Pango, or where the search finds what
    must not leave.
    """
    if code not in LANGUAGES:
        raise Fault(code, "is no language of the report", f"It speaks {', '.join(LANGUAGES)}.")
    build(settings)  # at once where nothing changed since
    site, name = settings.report / below(code), NAME if code == SOURCE else f"report.{code}.pdf"
    with warehouse.reading(settings) as con, speaking(code):
        about = subject.load(settings, con)
        aside = settings.derived / "pdf.building"
        aside.mkdir(exist_ok=True)
        try:
            data = pdf(html(site, about), site, _(INVENTED) if about.invented else "")
            (aside / name).write_bytes(data)
            scan.release(con, aside)
            (aside / name).replace(settings.derived / name)
        finally:
            (aside / name).unlink(missing_ok=True)
            aside.rmdir()
    return f"PDF: {settings.derived / name} ({len(data) / 1e6:.1f} MB)."


def html(site: Path, about: subject.Subject) -> str:
    """One page of all pages, in the order of the navigation."""
    names = _order(site)
    parts, contents = [], []
    for name in names:
        main = _main(site / f"{name}.html", name, names)
        heading = main.find("h1")
        said = heading.get_text(" ", strip=True) if heading else name
        contents.append(f'<li><a href="#{name}">{escape(said)}</a></li>')
        parts.append(f'<section class="page" id="{name}">{main.decode_contents()}</section>')
    words, invented = _("Contents"), _(INVENTED)
    title = _("What the records of notices, diffusions and complaints say")
    notice = f"<p class='warning'>{escape(invented)}.</p>" if about.invented else ""
    cover = f"<h1>{escape(title)}</h1>{notice}<p class='standfirst'>{escape(about.source)}.</p>"
    toc = f"<nav class='contents'><h2>{escape(words)}</h2><ol>{''.join(contents)}</ol></nav>"
    head = f"<head><meta charset='utf-8'><title>{escape(title)}</title></head>"
    return f"<!doctype html><html lang='{language()}'>{head}<body>{cover}{toc}{''.join(parts)}</body></html>"


def _order(site: Path) -> list[str]:
    """The pages that the navigation of the front page names."""
    page = BeautifulSoup((site / "index.html").read_text("utf8"), "html.parser")
    links = [str(link["href"]) for link in page.select("nav.pages a[href]")]
    return list(dict.fromkeys(link.partition("#")[0].removesuffix(".html") for link in links if "/" not in link))


def _main(path: Path, name: str, names: list[str]) -> Tag:
    """The main part of a page: ids and links made good for one document, the wide form of each figure."""
    page = BeautifulSoup(path.read_text("utf8"), "html.parser")
    main = page.find("main")
    if not isinstance(main, Tag):
        raise Fault(path.name, "has no main part", "Build the report anew with `article3 report`.")
    for thing in main.select(DROPPED):
        thing.decompose()
    for source in main.select("source"):
        source.decompose()
    for thing in main.select("[id]"):
        thing["id"] = f"{name}--{thing['id']}"
    for link in main.select("a[href]"):
        file, _sign, anchor = str(link["href"]).partition("#")
        to = file.removesuffix(".html") or name
        if to in names:
            link["href"] = f"#{to}--{anchor}" if anchor else f"#{to}"
        elif not file.startswith("http"):
            del link["href"]
    return main
