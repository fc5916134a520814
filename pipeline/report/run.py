"""The stage: figures, notebooks and pages from the finished database, written aside and swapped in whole."""

import shutil
from pathlib import Path

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect import scan
from pipeline.protect.release import pages as told
from pipeline.report import fingerprint
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.settings import ROOT, SQL, Settings

HERE = Path(__file__).parent
# what the pages are made by and tell of
OWN = (HERE, *(HERE.parent / shared for shared in ("results", "language", "graph")), SQL)


def run(settings: Settings) -> str:
    """Write derived/report, unless nothing it is made of has changed; the closing line says where it is."""
    index = settings.report / "index.html"
    with warehouse.reading(settings) as con:
        about, numbers = subject.load(settings, con), Numbers.read(settings.derived / "measures.json")
        data = fingerprint.of_data(settings, con)
    key = f"{data} {fingerprint.of_files(_made_of(settings))}"
    kept = settings.derived / "report.key"
    if kept.exists() and kept.read_text("utf8") == key and index.exists() and settings.figures.exists():
        return f"Report: {index} (nothing changed)."
    kept.unlink(missing_ok=True)
    pages = _write(settings, about, numbers, data)
    kept.write_text(key, "utf8")
    return f"Report: {index} ({pages} pages)."


def _write(settings: Settings, about: subject.Subject, numbers: Numbers, data: str) -> int:
    """Everything made anew that changed; how many pages there are."""
    from pipeline.report import changes, figures, site, written
    from pipeline.report.notebooks.run import run as run_notebooks
    from pipeline.report.pages import numbers as numbers_page
    from pipeline.report.pages.base import Material

    own = ("figures", "pages", "notebooks", "press", "reply", "private")
    places = (HERE, *(HERE / name for name in own), HERE.parent / "results")
    code = {ROOT / "pipeline" / "notebook.py", *(path for place in places for path in place.glob("*.py"))}
    written.check(
        sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")),
        sorted((HERE / "templates").rglob("*.j2")),
        sorted(code - {HERE / "written.py", HERE.parent / "results" / "typed.py"}),
    )
    _both_counts_agree(settings)
    figures.run(settings)
    notebooks = run_notebooks(settings, data)
    aside = settings.derived / "report.building"
    shutil.rmtree(aside, ignore_errors=True)
    with warehouse.reading(settings) as con:
        material = Material(settings, con, numbers, about)
        pages = site.write(material, notebooks, aside)
        scan.release(con, aside, settings.figures, settings.derived / "notebooks")
        _swap(aside, settings.report)
        told.keep(settings, numbers_page.told(pages))
        changes.keep(material)
    return len(pages)


def _both_counts_agree(settings: Settings) -> None:
    """Fault where a headline differs from the second count of it: then nothing may be printed."""
    with warehouse.reading(settings) as con:
        apart = con.execute(
            "select figure, basis, country, period, year_basis from measures.second_count where not agrees order by all"
        ).fetchall()
    if apart:
        raise Fault(
            "measures.second_count",
            f"{len(apart)} headline figures differ between two independent counts, the first {' '.join(apart[0])}",
            "One of them is wrong: print nothing before it is found. `article3 trace` lists the records of the first.",
        )


def _swap(aside: Path, place: Path) -> None:
    """Put the new folder in the place of the old one; a reader sees the one or the other, never a mixture."""
    old = place.with_name(f"{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    aside.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _made_of(settings: Settings) -> list[Path]:
    """The files a page is made from, besides the tables: code, templates, notebooks, definitions, results of checks."""
    own = [
        path
        for place in OWN
        for path in place.rglob("*")
        if path.suffix in {".py", ".j2", ".css", ".js", ".json", ".sql", ".txt", ".yml", ".po"}
    ]
    typed = [path for name in ("definitions.yml", "comparisons.yml") if (path := settings.hand / name).exists()]
    checks = (settings.derived / "checks").glob("*.json")
    kept = [ROOT / "pipeline" / "notebook.py", ROOT / "benchmarks" / "linkage.txt"]
    return [*own, *typed, *checks, *(ROOT / "notebooks").glob("[0-9]*.ipynb"), *kept]
