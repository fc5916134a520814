"""The words, names, charges and countries that the invented world is made of, read from pipeline/rehearse/invented."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "invented"
LANGUAGES = ("en", "fr", "ru", "tr")
OWN_FORM = ("reader", "titles", "sheets", "tables")  # of a file; another written like it has its own or none


@cache
def load(name: str) -> dict[str, Any]:
    """One of countries, names, charges, words as plain lists and mappings."""
    return yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf8"))


@cache
def all_files() -> dict[str, dict[str, Any]]:
    """Path or pattern -> what is said of it: files.yml, then formats.yml, whose entries are filled up from `from`."""
    files = dict(load("files"))
    for name, own in load("formats").items():
        like = {key: value for key, value in files[own["from"]].items() if key not in OWN_FORM} if "from" in own else {}
        files[name] = {**like, **own}
    return files


def file_spec(path: str) -> dict[str, Any]:
    """What is said of the file at `path`, under its own name or a pattern; nothing where it is another's."""
    return next((spec for name, spec in all_files().items() if fnmatchcase(path, name)), {})


def is_scan(path: str) -> bool:
    """Whether the file is a picture of text: what it holds is known as well as OCR reads it."""
    return file_spec(path).get("layout") == "scan"
