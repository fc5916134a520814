"""What a mark says when it is pointed at: the row behind it, written as everywhere else in the report."""

from collections.abc import Callable
from typing import Any

from pipeline.language import _
from pipeline.results import words

Row = dict[str, Any]
Tell = Callable[[Row], list[str]]

_NAMES = ("name", "line", "label", "country")  # the first of these that a row has is its heading; its year goes with it
_SILENT = {"text", "line", "area", "trail"}  # letters say it themselves; a line has points on it


def usual(row: Row, write: Callable[[float | None], str] = words.percent) -> list[str]:
    """Heading, value with its interval, and the counts behind it: what most figures say.

    write  how value and interval are written: words.percent, words.ratio
    """
    if row.get("value") is None or not heading(row):
        return []
    said = [heading(row), write(row["value"])]
    if row.get("low") is not None and row.get("high") is not None:
        said.append(_("95 % interval {low} to {high}", low=write(row["low"]), high=write(row["high"])))
    if row.get("numerator") is not None and row.get("denominator") is not None:
        said.append(
            _(
                "{numerator} of {denominator}",
                numerator=words.count(row["numerator"]),
                denominator=words.count(row["denominator"]),
            )
        )
    return said


def ratio(row: Row) -> list[str]:
    """The same where the value is a ratio."""
    return usual(row, words.ratio)


def counted(what: str) -> Tell:
    """For figures of counts: the count `n` with its noun, and its `share` where there is one."""

    def tell(row: Row) -> list[str]:
        if row.get("n") is None:
            return []
        share = f", {words.percent(row['share'])}" if row.get("share") is not None else ""
        return [heading(row), f"{words.count(row['n'])} {_(what)}{share}"]

    return tell


def heading(row: Row) -> str:
    """What a row is of: "Russia, 2024"."""
    name = next((key for key in _NAMES if row.get(key)), None)
    first = words.country(row["country"]) if name == "country" else row.get(name or "", "")
    return ", ".join(str(part) for part in (first, row.get("year")) if part)


def added(spec: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """The spec with a tooltip and a description for each mark that stands for a row with something to say.

    tell  gives the lines of a row; none where its number is blank, say, and then there is no tooltip
    """
    told = {name for name, rows in spec.get("datasets", {}).items() if _write_into(rows, tell)}
    _encode(spec, None, told)
    return spec


def _write_into(rows: list[Row], tell: Tell) -> bool:
    """Put what each row says into it, as `hover`; whether any says something."""
    for row in rows:
        said = tell(row) if row else []
        if said:
            row["hover"] = "\n".join(said)
    return any("hover" in row for row in rows)


def _encode(view: dict[str, Any], data: str | None, told: set[str]) -> None:
    data = view.get("data", {}).get("name", data)
    for key in ("layer", "vconcat", "hconcat"):
        for part in view.get(key, []):
            _encode(part, data, told)
    mark = view.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    if mark is None or kind in _SILENT or data not in told or _is_summed(view):
        return
    hover = {"field": "hover", "type": "nominal"}
    view["encoding"] = {**view.get("encoding", {}), "tooltip": hover, "description": hover}


def _is_summed(view: dict[str, Any]) -> bool:
    """Whether a mark stands for several rows: another field would split it."""
    return any("aggregate" in channel for channel in view.get("encoding", {}).values() if isinstance(channel, dict))
