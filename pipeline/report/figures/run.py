"""The command `figures`: every figure, or one, from the finished database."""

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.progress import track
from pipeline.report.figures.catalogue import CATALOGUE, Reader
from pipeline.report.figures.write import SUFFIXES, write
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.settings import Settings


def run(settings: Settings, only: str | None = None) -> str:
    """Draw what changed into derived/figures; the closing line of the command.

    only  the name of one figure; Fault where there is none of that name
    """
    if only is not None and only not in CATALOGUE:
        raise Fault(f"figure {only}", "there is none of that name", f"Take one of: {', '.join(CATALOGUE)}.")
    settings.figures.mkdir(parents=True, exist_ok=True)
    names = [only] if only else list(CATALOGUE)
    drawn = 0
    with warehouse.reading(settings) as con:
        about = subject.load(settings, con)
        reader = Reader(con, Numbers.read(settings.derived / "measures.json"), about)
        for name in track(names, "Drawing figures", len(names)):
            drawn += write(name, CATALOGUE[name](reader), about, settings.figures)
    if only is None:
        _remove_stale(settings)
    return f"{len(names)} figures in {settings.figures} ({drawn} drawn anew)."


def _remove_stale(settings: Settings) -> None:
    """Files of figures that are no longer in the catalogue."""
    known = {f"{name}{suffix}" for name in CATALOGUE for suffix in SUFFIXES}
    for path in settings.figures.iterdir():
        if path.is_file() and path.name not in known:
            path.unlink()
