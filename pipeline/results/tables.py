"""A table as plain HTML: caption, headers of columns and rows, numbers set right; no styles of its own."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from markupsafe import Markup, escape

from pipeline.language import _
from pipeline.results import words

# How a column is written where its type does not say it: shares as percentages, codes as names.
FORMATS = {
    "value": words.percent,
    "low": words.percent,
    "high": words.percent,
    "share": words.percent,
    "country": words.country,
    "other_country": words.country,
    "respondent_country": words.country,
    "requesting_country": words.country,
    "instrument": words.plain,
    "outcome": words.plain,
    "check_outcome": words.plain,
}
_YEARS = ("year", "first_year", "last_year")


def table(
    frame: pl.DataFrame, caption: str, heads: Mapping[str, str] | None = None, formats: Mapping[str, Any] | None = None
) -> str:
    """A frame of a few rows as an HTML table that can be scrolled by keyboard.

    heads    column -> heading; else the name of the column as words
    formats  column -> function that writes a value (HTML where it gives Markup)
    The column `is_suppressed` is not shown: a number it blanks is said.
    """
    heads, formats = heads or {}, {**FORMATS, **(formats or {})}
    shown = [name for name in frame.columns if name != "is_suppressed"]
    numeric = {name for name in shown if frame.schema[name].is_numeric()}
    head = "".join(_cell("th", _heading(name, heads), name in numeric, ' scope="col"') for name in shown)
    rows = []
    for row in frame.iter_rows(named=True):
        cells = [_written(row, name, formats.get(name)) for name in shown]
        first = _cell("th", cells[0], shown[0] in numeric, ' scope="row"')
        rest = "".join(_cell("td", text, name in numeric) for text, name in zip(cells[1:], shown[1:], strict=True))
        rows.append(f"<tr>{first}{rest}</tr>")
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption><span>{escape(caption)}</span></caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _heading(name: str, heads: Mapping[str, str]) -> str:
    text = _(heads[name]) if name in heads else words.plain(name)
    return text[:1].upper() + text[1:]


def _cell(tag: str, text: str | Markup, is_number: bool, more: str = "") -> str:
    css = ' class="number"' if is_number else ""
    return f"<{tag}{more}{css}>{escape(text)}</{tag}>"


def _written(row: dict[str, Any], name: str, how: Any) -> str | Markup:
    value = row[name]
    if value is None:
        return _(words.FEW) if row.get("is_suppressed") else "–"
    if how:
        return how(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float) and name not in _YEARS:
        return words.count(value) if float(value).is_integer() else words.decimal(value, 2)
    return _(str(value))
