"""A table as plain HTML: caption, headers of columns and rows, numbers set right; no styles of its own."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup, escape

from pipeline.language import _
from pipeline.results import words
from pipeline.results.columns import FORMATS, YEARS, both
from pipeline.results.heads import HEADS

NUMBER = "number"  # a column that is not shown: the name in measures.json under which the row's figures can be opened


def table(
    frame: pl.DataFrame,
    caption: str,
    heads: Mapping[str, str] | None = None,
    formats: Mapping[str, Any] | None = None,
    source: str = "",
) -> str:
    """A frame of a few rows as an HTML table that can be scrolled by keyboard.

    heads    column -> heading; else the name of the column as words
    formats  column -> function that writes a value (HTML where it gives Markup)
    source   name or address that the figures of a row lead to where it has no `number` of its own
    Two columns that are the ends of one thing (low and high, bound_low and bound_high, …) become one.
    The column `is_suppressed` is not shown: a number it blanks is said. Nor is `number`, which the figures lead to.
    """
    frame, more = both(frame, formats or {})
    heads, formats = {**HEADS, **(heads or {})}, {**FORMATS, **(formats or {}), **more}
    shown = [name for name in frame.columns if name not in ("is_suppressed", NUMBER)]
    figures = {name for name in shown if frame.schema[name].is_numeric() and name not in YEARS}
    led = {*figures, *more, *(name for name in shown if name in ("interval", "bounds", "cases"))}
    right = figures | set(more) | {name for name in shown if name in YEARS}
    head = "".join(_cell("th", _heading(name, heads), name in right, ' scope="col"') for name in shown)
    rows = []
    for row in frame.iter_rows(named=True):
        leads = row.get(NUMBER) or source
        cells = [_opened(leads, name in led, _written(row, name, formats.get(name))) for name in shown]
        first = _cell("th", cells[0], shown[0] in right, ' scope="row"')
        rest = "".join(_cell("td", text, name in right) for text, name in zip(cells[1:], shown[1:], strict=True))
        rows.append(f"<tr>{first}{rest}</tr>")
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def opened(name: str, text: str | Markup) -> Markup:
    """A figure that the report makes a link to its definition, query and counts."""
    return Markup('<data value="{}">{}</data>').format(name, text)


def _opened(leads: str, is_figure: bool, text: str | Markup) -> str | Markup:
    return opened(leads, text) if leads and is_figure and text not in (words.FEW, words.EMPTY) else text


def _heading(name: str, heads: Mapping[str, str]) -> str:
    text = _(heads[name]) if name in heads else words.plain(name)
    return text[:1].upper() + text[1:]


def _cell(tag: str, text: str | Markup, is_number: bool, more: str = "") -> str:
    css = ' class="number"' if is_number else ""
    return f"<{tag}{more}{css}>{escape(text)}</{tag}>"


def _written(row: dict[str, Any], name: str, how: Any) -> str | Markup:
    value = row[name]
    if value is None:
        return _(words.FEW) if row.get("is_suppressed") else words.EMPTY
    if how:
        return how(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float) and name not in YEARS:
        return words.count(value) if float(value).is_integer() else words.decimal(value, 2)
    return _(str(value))
