"""The one look of all figures: type, colours, sizes, and the frame of headline, subtitle, banner and source.

Colours are Okabe and Ito's, those of at least 3:1 on white; nothing is told by colour alone. The font ships with
vl-convert, so a figure has the same bytes on every machine.
"""

from typing import Any

import altair as alt

from pipeline.language import N_, SOURCE, _, language
from pipeline.language.catalogue import locale

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, SOFT, RULE, PAPER = "#1a1a1a", "#5f6368", "#d9d9d9", "#ffffff"
BLUE, VERMILLION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#767676"
ALERT = "#9a0f0f"
TILE_INK = "#1b1b1b"  # on a light tile, on a dark screen too

# A figure is drawn twice: for a page or print, and for a phone. Widths in pixels, with the padding.
WIDTHS = {"wide": 720, "narrow": 340}
PADDING = 12
SIZES = {
    "wide": {"title": 20, "subtitle": 13.5, "text": 12.5, "foot": 11.5},
    "narrow": {"title": 17, "subtitle": 12.5, "text": 11.5, "foot": 10.5},
}
PERCENT = "format(datum.value * 100, '.0f') + ' %'"
INVENTED = N_("INVENTED DEMONSTRATION DATA")
_THIN, _BROAD = "iljtfI.,:;'’|()! \u00a0\u202f", "mwMW%"


def room(form: str) -> int:
    """Pixels between the left and the right padding."""
    return WIDTHS[form] - 2 * PADDING


def lines(text: str, form: str, part: str) -> list[str]:
    """Text broken so that no line is wider than the figure, and the lines of a headline are about equally long."""
    text = text.replace(" %", "\u00a0%")  # a number and its sign stay on one line
    size, most = SIZES[form][part], float(room(form))
    broken = _fill(text, most, size)
    if part == "title":
        while most > 40 and len(_fill(text, most - 8, size)) == len(broken):
            most -= 8
        broken = _fill(text, most, size)
    return broken


def _fill(text: str, most: float, size: float) -> list[str]:
    broken = [""]
    for word in text.split(" "):
        longer = f"{broken[-1]} {word}".strip()
        if broken[-1] and width(longer, size) > most:
            broken.append(word)
        else:
            broken[-1] = longer
    return broken


def width(text: str, size: float) -> float:
    """About how many pixels a text takes at this size, rather too many than too few: bold fits as well."""
    return size * sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if letter in _THIN:
        return 0.3
    if letter in _BROAD:
        return 0.9
    return 0.7 if letter.isupper() else 0.56


def dress(
    body: alt.Chart, form: str, headline: str, subtitle: str, foot: list[str], invented: bool
) -> alt.VConcatChart:
    """The body below its headline and above its source; a band across the top where the data are invented.

    Every row is as wide as the figure, so that headline, labels and source share one left edge.
    """
    size = SIZES[form]
    rows: list[Any] = [_band(form)] if invented else []
    rows.append(_text(headline, form, "title", INK, weight="bold"))
    rows.append(_text(subtitle, form, "subtitle", SOFT))
    rows.append(body)
    rows.append(_text("\n".join(foot), form, "foot", SOFT))
    return alt.vconcat(*rows, spacing=10, resolve=_APART, config=_config(size))


# Given at once and not set one by one, because each `configure_…` copies the whole chart.
_APART = alt.Resolve(
    scale=alt.ScaleResolveMap(color="independent", x="independent", y="independent", shape="independent")
)


def _config(size: dict[str, float]) -> alt.Config:
    """Type, colours and sizes of everything that a figure does not set itself."""
    return alt.Config(
        font=FONT,
        background=PAPER,
        padding=PADDING,
        **_signs(),
        view=alt.ViewConfig(stroke=None),
        concat=alt.CompositionConfig(spacing=10),
        axis=alt.AxisConfig(
            labelFontSize=size["text"],
            labelColor=INK,
            titleFontSize=size["text"],
            titleColor=SOFT,
            titleFontWeight="normal",
            gridColor=RULE,
            domain=False,
            ticks=False,
            labelPadding=6,
            labelFlush=False,
        ),
        header=alt.HeaderConfig(labelFontSize=size["text"], labelColor=INK, labelFontWeight="bold", title=None),
        text=alt.MarkConfig(fontSize=size["text"], color=INK),
    )


def _signs() -> dict[str, Any]:
    """How numbers on axes and marks are written, where the language has other signs than English."""
    if language() == SOURCE:
        return {}
    signs = locale(language()).number_symbols["latn"]
    number = {"decimal": signs["decimal"], "thousands": signs["group"], "grouping": [3], "currency": ["", ""]}
    return {"locale": {"number": number}}


def _text(text: str, form: str, part: str, color: str, weight: Any = "normal") -> Any:
    """A row of text, broken to the width of the figure."""
    broken = [line for paragraph in text.split("\n") for line in lines(paragraph, form, part)]
    size = SIZES[form][part]
    step = round(size * 1.28)
    return (
        single()
        .mark_text(
            text=broken, align="left", baseline="top", fontSize=size, lineHeight=step, color=color, fontWeight=weight
        )
        .encode(x=alt.XValue(0), y=alt.YValue(0))
        .properties(width=room(form), height=step * len(broken) - 4)
    )


def _band(form: str) -> Any:
    rect = (
        single()
        .mark_rect(color=ALERT)
        .encode(x=alt.XValue(0), x2=alt.X2Value(room(form)), y=alt.YValue(0), y2=alt.Y2Value(22))
    )
    text = single().mark_text(
        text=_(INVENTED), align="left", baseline="middle", color=PAPER, fontWeight="bold", fontSize=12
    )
    return alt.layer(rect, text.encode(x=alt.XValue(8), y=alt.YValue(11.5))).properties(width=room(form), height=22)


def single() -> alt.Chart:
    """A chart of one row that holds no data of ours."""
    return alt.Chart(alt.InlineData(values=[{}]))


def across(form: str, left: int, right: int = 0) -> list[int]:
    """The range of an x scale that leaves `left` pixels for row labels and `right` for what stands beyond."""
    return [left, room(form) - right]


def row_labels(base: Any, field: str, **more: Any) -> Any:
    """Labels of rows, flush with the headline. `base` has the rows on y."""
    return base.mark_text(align="left", baseline="middle", **more).encode(x=alt.XValue(0), text=alt.Text(f"{field}:N"))


def block_title(text: str, form: str) -> Any:
    """A bold line above a part of a figure."""
    mark = single().mark_text(text=_(text), align="left", baseline="bottom", fontWeight="bold")
    return mark.encode(x=alt.XValue(0), y=alt.YValue(20)).properties(width=room(form), height=22)


def percent_axis(**more: Any) -> alt.Axis:
    """An axis of shares, written as "40 %"."""
    return alt.Axis(title=None, labelExpr=PERCENT, tickCount=5, **more)


def share_axis(column: str = "value") -> alt.Y:
    """Upwards from no share to all, its labels above their lines' beginning."""
    axis = percent_axis(labelAlign="left", labelPadding=0)
    return alt.Y(f"{column}:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)


def note(text: str, form: str, part: str = "subtitle") -> alt.Chart:
    """A body that is only sentences, where there is nothing to draw or beneath what is drawn."""
    return _text(text, form, part, INK)
