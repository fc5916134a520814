"""The words of notebooks: markdown block by block, and what the code says, shows and names."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

# What is called with a sentence, a caption or a noun that it says itself -> which argument that is.
SAYING = {"say": 0, "show": 1, "table": 1, "nothing": 0, "counted": 0}
# Words that a query puts into a cell: `then 'in the register'`, `select 'staged' as …`.
_LITERAL = re.compile(r"(?:\bthen|\belse|\bselect|\bcoalesce\(.*?,)\s*'([^']+)'", re.IGNORECASE)
# What stands between two texts: an empty line, or the sign of a heading or of an item of a list.
_BETWEEN = re.compile(r"(\n\s*\n|(?m:^(?:#+|-|\d+\.) +))")


def blocks(markdown: str) -> list[str]:
    """A markdown cell in the parts that are translated: headings, paragraphs and items of lists, each on one line."""
    return [" ".join(part.split()) for part in _BETWEEN.split(markdown)[::2] if part.strip()]


def translated(markdown: str, say: Callable[[str], str]) -> str:
    """The same cell with each of its parts as `say` gives it; the signs between them stay."""
    parts = _BETWEEN.split(markdown)
    for i in range(0, len(parts), 2):
        if text := " ".join(parts[i].split()):
            told = say(text)
            parts[i] = parts[i] if told == text else told + "\n" * parts[i].endswith("\n")
    return "".join(parts)


def in_notebook(path: Path) -> Iterator[str]:
    """Every text of a notebook that stands on its page."""
    for cell in json.loads(path.read_text("utf8"))["cells"]:
        source = "".join(cell["source"])
        yield from blocks(source) if cell["cell_type"] == "markdown" else [*said(source), *_put_by_queries(source)]


def said(source: str) -> Iterator[str]:
    """What code says, shows and names: captions, headings and sentences that are given as they are."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in SAYING:
            yield from _texts(node.args[SAYING[called] : SAYING[called] + 1])
            yield from _texts([keyword.value for keyword in node.keywords])
        elif called in ("_", "N_"):
            yield from _texts(node.args[:1])


def _put_by_queries(source: str) -> Iterator[str]:
    """Words that a query puts into cells."""
    yield from (text for text in _LITERAL.findall(source) if re.search(r"[a-z]{2}", text) and not text.endswith(" "))


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
