"""The watch over prose: a number in a sentence comes from the measures by name, never from a keyboard.

Looked through: the words of notebooks and what their code says and shows, templates with what a reader hears of them
(alt, title, aria-label), and the sentences of pages and figures in the report's own code.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat

from pipeline.errors import Fault
from pipeline.results.typed import typed_numbers

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_SET = re.compile(r"\{% set (.*?)%\}", re.DOTALL)
_HEARD = re.compile(r"""\b(?:alt|title|aria-label|placeholder)="([^"]*)\"""")
_QUOTED = re.compile(r""""([^"]*)"|'([^']*)'""")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
_BARE = re.compile(
    r"(?<![\w.+-])\d[\d.]+|^\s*\d+|(?<![!<>=])=\s*\d+"
)  # a figure in an expression, save "x - 1" and the like
_PLACE = re.compile(r"\[[\d:]*\]")
_SQL = re.compile(r"\b(?:select|from|where|order by|datum)\b")  # a query, or an expression of a chart
_LITERAL_COLUMN = re.compile(r"(?<![\w.])(?<![<>=] )\d[\d.]*\s+as\s")
_READS = {"frame", "show", "rows", "sql", "execute"}  # their first argument is a query
_NAMES = {"number", "figure"}  # their argument is a name


def typed_in_template(text: str) -> list[str]:
    """The figures of a template that nobody took by name: in its words, in what is heard, and within expressions."""
    heard = [_TAGS.sub(" ", attribute) for attribute in _HEARD.findall(text)]
    inside = [_PLACE.sub(" ", part) for part in (*_EXPRESSION.findall(text), *_SET.findall(text))]
    quoted = ["".join(found) for part in inside for found in _QUOTED.findall(part)]
    bare = [f.strip("= ") for part in inside for f in _BARE.findall(_QUOTED.sub(" ", part))]
    return [*(f for part in (_TAGS.sub(" ", text), *heard, *quoted) for f in typed_numbers(part)), *bare]


def typed_in_notebook(notebook: dict[str, Any]) -> list[str]:
    """The figures in a notebook's words and in all its code says, each with the number of its cell."""
    found = []
    for number, cell in enumerate(notebook["cells"], 1):
        source = "".join(cell["source"])
        figures = typed_numbers(source) if cell["cell_type"] == "markdown" else [*_in_cell(source)]
        found += [f"cell {number}: {figure}" for figure in figures]
    return found


def typed_in_code(source: str) -> list[str]:
    """The figures in the sentences of a module: texts of several words that are no query and no docstring."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    texts = [_TAGS.sub(" ", text) for text in _texts(tree) if text not in docs and not _SQL.search(text)]
    return [
        figure for text in texts if re.search(r"[A-Za-z]{2,}\W.*[A-Za-z]{2,}", text) for figure in typed_numbers(text)
    ]


def check(notebooks: Iterable[Path], templates: Iterable[Path], code: Iterable[Path] = ()) -> None:
    """Fault with the place of the first number that somebody typed."""
    for path in notebooks:
        _refuse(path.stem, typed_in_notebook(nbformat.read(path, as_version=4)))
    for path in templates:
        _refuse(path.name, typed_in_template(path.read_text("utf8")))
    for path in code:
        _refuse(path.name, typed_in_code(path.read_text("utf8")))


def _refuse(name: str, found: list[str]) -> None:
    if found:
        raise Fault(
            name,
            f"a number is typed and not taken from the measures: {found[0]}",
            'Take it by name: number("overturn_rate.on_merits.{country}.{instrument}.{year}.decided").percent.',
        )


def _in_cell(source: str) -> Iterator[str]:
    """Figures in the texts of a cell, columns of a query that are a mere figure, and figures in the code itself."""
    tree = ast.parse(source)
    skipped = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in _READS | _NAMES:
                skipped |= {id(node) for node in ast.walk(call.args[0])} if call.args else set()
            if name in _READS and call.args:
                yield from (f for text in _texts(call.args[0]) for f in _LITERAL_COLUMN.findall(text))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            yield from typed_numbers(_joined(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from typed_numbers(re.sub(r"\{[^{}]*\}", " ", node.value))
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in (0, 1):
            yield str(node.value)


def _texts(tree: ast.AST) -> list[str]:
    """Every text, those in pieces joined."""
    parts = {id(v) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for v in node.values}
    texts = [_joined(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    return texts + [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
    ]


def _joined(node: ast.JoinedStr) -> str:
    return "".join(v.value if isinstance(v, ast.Constant) and isinstance(v.value, str) else " … " for v in node.values)
