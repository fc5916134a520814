"""Internal reports with figures in their prose, most true of the records; a table of what was in circulation."""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from pipeline.rehearse.material import load
from pipeline.rehearse.records import WANTED, World
from pipeline.rehearse.tally import tally
from pipeline.rehearse.writers import prose

STOCK = "reports/circulation.html"
STOCK_DAYS = (date(2021, 12, 31), date(2022, 12, 31), date(2023, 12, 31))
STOCK_OF = ("RUS", "TUR", "KAZ", "FRA")
HEADS = ("Country", "Notice type", "Date", "In circulation")
REPORT = {
    "one_row_is": "an internal report",
    "record": "documents",
    "reader": {"parts": "text"},
    "columns": {"text": "text", "pages": "pages"},
    "constants": {"document_kind": "report"},
}
STOCK_SPEC = {
    "one_row_is": "requests of a country in circulation on a day",
    "record": "snapshots",
    "reader": {"parts": "tables"},
    "columns": dict(zip(HEADS, ("country", "instrument", "as_of", "n"), strict=True)),
}


def write(folder: Path, world: World) -> None:
    """Write the reports and the table into the delivery."""
    for path, about in load("reports")["files"].items():
        said = [text for text, _ in _sentences(world, about["language"])]
        prose.write(folder / path, [[about["title"], "INVENTED DATA", *said]])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>\n"
        for row in ((load("countries")[country]["en"], "Red Notice", day, n) for country, day, n in stock(world))
    )
    heads = "".join(f"<th>{name}</th>" for name in HEADS)
    page = f"<html><body><p>INVENTED DATA</p><table><tr>{heads}</tr>\n{rows}</table></body></html>\n"
    (folder / STOCK).write_text(page, "utf8")


def figures(world: World) -> dict[str, list[dict[str, Any]]]:
    """What each report says, as it should come back in staged.reported_figures."""
    return {
        path: [figure for _, figure in _sentences(world, about["language"])]
        for path, about in load("reports")["files"].items()
    }


def stock(world: World) -> list[tuple[str, str, int]]:
    """Red notices in circulation by country and day."""
    red = [one for one in world.requests if one.instrument == WANTED[0] and one.check_outcome == "passed"]
    return [
        (
            country,
            day.isoformat(),
            sum(
                one.country == country
                and one.checked_on is not None
                and one.checked_on <= day
                and (one.cancelled_on is None or one.cancelled_on > day)
                for one in red
            ),
        )
        for country in STOCK_OF
        for day in STOCK_DAYS
    ]


def _sentences(world: World, language: str) -> list[tuple[str, dict[str, Any]]]:
    """Each sentence with the figure in it."""
    found = []
    sums, stocks = tally(world), {(country, day): n for country, day, n in stock(world)}
    for entry in load("reports")["said"][language]:
        country, year = entry["country"], entry["year"]
        if "rate" in entry:
            above, below, _ = sums.rates[(*entry["rate"], country, "ALL", year)]
            value, measure, unit = round(100 * above / below) + entry.get("wrong_by", 0), entry["rate"][0], "%"
        elif "stock" in entry:
            value, measure, unit = stocks[country, entry["stock"]], "in_circulation", "cases"
            value += entry.get("wrong_by", 0)
        else:
            value, measure, unit = sums.cases[(*entry["count"], country, "ALL", year)], entry["count"][0], "cases"
        name = "" if country == "ALL" else load("countries")[country][language]
        figure = {"measure": measure, "country": country, "year": year, "value": float(value), "unit": unit}
        found.append((entry["text"].format(value=value, country=name), figure | {"country": country if name else None}))
    return found
