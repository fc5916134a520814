"""A notebook that has run, as the body of a page."""

import re
from copy import deepcopy
from typing import Any

import nbformat
from markupsafe import Markup
from nbconvert.exporters import HTMLExporter

from pipeline.language import _
from pipeline.language.notebooks import translated
from pipeline.notebook import CODE, FIGURE_TYPE

_ANSWER = re.compile(r'<p class="answer">(.*?)</p>', re.DOTALL)


def body(notebook: nbformat.NotebookNode, templates: str, picture: Any) -> Markup:
    """HTML of the cells: words in the language now spoken, results, and the code folded away.

    picture  name of a figure -> the HTML that shows it; it takes the place of the SVG in the notebook
    """
    notebook = deepcopy(notebook)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, _)
        cell.metadata["code"] = f"{CODE}-{number}".lstrip("#")
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            name = data.get(FIGURE_TYPE, {}).get("name")
            if name:
                output["data"] = {"text/html": str(picture(name))}
            elif "text/html" in data:
                data["text/html"] = data["text/html"].replace(f'value="{CODE}"', f'value="{CODE}-{number}"')
    exporter = HTMLExporter(template_name="notebook", extra_template_basedirs=[templates], exclude_anchor_links=True)
    return Markup(exporter.from_notebook_node(notebook)[0])


def title(notebook: nbformat.NotebookNode) -> str:
    """The words of the first heading."""
    first = notebook.cells[0]["source"]
    return _(re.sub(r"^#+\s*", "", first.splitlines()[0]))


def answer(notebook: nbformat.NotebookNode) -> Markup:
    """The first sentence that the notebook sets apart, its numbers marked; empty where there is none."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found = _ANSWER.search("".join(output.get("data", {}).get("text/html", "")))
            if found:
                return Markup(found[1])  # noqa: S704 - written by `Results.say`, which escapes
    return Markup("")
