"""The words, names, charges and countries that the invented world is made of, read from pipeline/rehearse/invented."""

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
