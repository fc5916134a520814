"""The words, names, charges and countries that the invented world is made of, read from pipeline/rehearse/invented."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "invented"
LANGUAGES = ("en", "fr", "ru", "tr")


@cache
def load(name: str) -> dict[str, Any]:
    """One of countries, names, charges, words as plain lists and mappings."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf8"))


def file_spec(path: str) -> dict[str, Any]:
    """What files.yml says of the file at `path`: under its own name or a pattern."""
    return next(spec for name, spec in load("files").items() if fnmatchcase(path, name))
