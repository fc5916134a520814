"""The watch over prose: a number in a sentence comes from the measures by name, never from a keyboard.

Years, the levels of intervals, articles of the rules, days of the calendar, list numbers, codes and addresses are no
figures.
"""

import ast
import re
from pathlib import Path
from typing import Any

import nbformat

from pipeline.errors import Fault

_NO_FIGURE = (
    r"https?://\S+",
    r"`[^`]*`",
    r"(?m)^\s*\d+[.)] ",  # a list
    r"\b(?:95|99\.8)\s?(?:%|per cent)",  # levels
    r"\b(?:Articles?|Art\.|Rule|C)\s?\d+(?:\(\d+\))*",
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    r"\b(?:19|20)\d\d(?:-\d\d)*\b",  # years and days
    r"\b[A-Za-z_]+-?\d+\w*",  # codes
    r"(?:\bto|:) 1\b",  # what a ratio is to
    r"\bCounts from 1 to\b",
    r"&#?\w+;",
)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?:\s?%)?")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)


def typed_numbers(text: str) -> list[str]:
    """The figures in a text, as they are written, in order."""
    for pattern in _NO_FIGURE:
        text = re.sub(pattern, " ", text)
    return [found.strip().rstrip(",") for found in _NUMBER.findall(text)]


def typed_in_template(text: str) -> list[str]:
    """The figures in the sentences of a template: what stands outside its tags and its expressions."""
    return typed_numbers(_TEMPLATE.sub(" ", text))


def typed_in_notebook(notebook: dict[str, Any]) -> list[str]:
    """The figures in a notebook's words and in the sentences its code says, each with the number of its cell."""
    found = []
    for number, cell in enumerate(notebook["cells"], 1):
        source = "".join(cell["source"])
        texts = [source] if cell["cell_type"] == "markdown" else _sentences(source)
        found += [f"cell {number}: {figure}" for text in texts for figure in typed_numbers(text)]
    return found


def check(notebooks: list[Path], templates: list[Path]) -> None:
    """Fault with the place of the first number that somebody typed."""
    for path in notebooks:
        _refuse(path.stem, typed_in_notebook(nbformat.read(path, as_version=4)))
    for path in templates:
        _refuse(path.name, typed_in_template(path.read_text("utf8")))


def _refuse(name: str, found: list[str]) -> None:
    if found:
        raise Fault(
            name,
            f"a number is typed and not taken from the measures: {found[0]}",
            'Take it by name: number("overturn_rate.on_merits.{country}.{instrument}.{year}.decided").percent.',
        )


def _sentences(source: str) -> list[str]:
    """What is passed to `say` as text, with the numbers it takes by name left out."""
    texts = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "say":
            parts = [part for argument in call.args[:1] for part in _parts(argument)]
            texts.append(" ".join(parts))
    return texts


def _parts(node: ast.expr) -> list[str]:
    if isinstance(node, ast.JoinedStr):
        return [part for value in node.values for part in _parts(value)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
