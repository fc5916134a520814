"""Words that are no secret because our own texts hold them: pages, models, vocabularies, published figures."""

from functools import cache
from pathlib import Path

from babel import Locale

from pipeline import chart_library
from pipeline.installed import beside
from pipeline.language import LANGUAGES
from pipeline.protect.words import plain, words
from pipeline.settings import NOT_DELIVERIES, ROOT

_TEXTS = {
    ".py",
    ".sql",
    ".yml",
    ".j2",
    ".css",
    ".js",
    ".json",
    ".csv",
    ".md",
    ".ipynb",
    ".po",
    ".toml",
    ".txt",
    ".html",
}
_FOLDERS = ("pipeline", "sql", "notebooks", "docs", *(f"data/raw/{name}" for name in sorted(NOT_DELIVERIES)))
_INVENTED = "rehearse"  # it holds the names of invented people
_OF_THE_DESK = {"corrections.yml", "judgements.csv"}  # they may hold names


@cache
def ordinary_words() -> frozenset[str]:
    """Every word of the project's own texts and of the names of countries."""
    found: set[str] = set()
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in _TEXTS and path.name not in _OF_THE_DESK and not _is_apart(path):
                found.update(words(plain(path.read_text("utf8", errors="ignore"))))
    listed = beside("country_converter", "country_data.tsv")
    found.update(words(plain(listed.read_text("utf8"))))
    for code in LANGUAGES:
        locale = Locale.parse(code)
        months = [name for names in locale.months["format"].values() for name in names.values()]
        found.update(word for name in (*locale.territories.values(), *months) for word in words(plain(name)))
    return frozenset(found)


@cache
def script_words() -> frozenset[str]:
    """Every word of the chart library that pages may carry."""
    return frozenset(words(plain(chart_library.script().decode())))


def _is_apart(path: Path) -> bool:
    below = path.relative_to(ROOT).parts
    return below[:2] == ("pipeline", _INVENTED) or "scratch" in below or ".ipynb_checkpoints" in below
