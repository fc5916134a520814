"""The command `figures`: every figure, or one, from the finished database."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from altair.utils.schemapi import debug_mode

from pipeline import lock, warehouse
from pipeline.errors import Fault
from pipeline.language import LANGUAGES, _, speaking
from pipeline.language.catalogue import below
from pipeline.progress import track
from pipeline.report.figures.catalogue import CATALOGUE, Reader
from pipeline.report.figures.published import PUBLIC_SOURCE, PUBLISHED
from pipeline.report.figures.write import SUFFIXES, write
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.settings import Settings

ALL = {**CATALOGUE, **PUBLISHED}


def run(settings: Settings, only: str | None = None) -> str:
    """Draw what changed into derived/figures; the closing line of the command.

    only  the name of one figure; Fault where there is none of that name
    """
    if only is not None and only not in ALL:
        raise Fault(f"figure {only}", "there is none of that name", f"Take one of: {', '.join(ALL)}.")
    with lock.held(settings.derived):
        return _draw(settings, only)


def _draw(settings: Settings, only: str | None) -> str:
    names = [only] if only else list(ALL)
    # a process for each language: drawing takes nearly all of the time, and shares nothing
    with ProcessPoolExecutor(len(LANGUAGES), get_context("spawn")) as pool:
        drawn = sum(pool.map(_in_language, repeat(settings), LANGUAGES, repeat(names)))
    if only is None:
        _remove_stale(settings)
    return f"{len(names)} figures in {settings.figures} ({drawn} drawn anew)."


def _in_language(settings: Settings, code: str, names: list[str]) -> int:
    """How many of the figures were drawn anew in one language."""
    drawn = 0
    # checking each part as it is put together takes half of the time; every chart is checked whole
    with warehouse.reading(settings) as con, speaking(code), debug_mode(False):
        about = subject.load(settings, con)
        reader = Reader(con, Numbers.read(settings.derived / "measures.json"), about)
        for name in track(names, f"Drawing figures ({code})", len(names)):
            drawn += write(name, ALL[name](reader), about_of(name, about), _folder(settings, code))
    return drawn


def about_of(name: str, about: subject.Subject) -> subject.Subject:
    """What a figure says of its source: published figures are real and not from the records, whatever these are."""
    return replace(about, invented=False, titles=(_(PUBLIC_SOURCE),)) if name in PUBLISHED else about


def _remove_stale(settings: Settings) -> None:
    """Files of figures that are no longer in the catalogue."""
    known = {f"{name}{suffix}" for name in ALL for suffix in SUFFIXES}
    for code in LANGUAGES:
        for path in _folder(settings, code).iterdir():
            if path.is_file() and path.name not in known:
                path.unlink()


def _folder(settings: Settings, code: str) -> Path:
    """Where the figures of a language are: English ones in derived/figures, others in a folder below it."""
    folder = settings.figures / below(code)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
