"""The path of one case as a picture, for a notebook of the desk: never on a page of the report.

from pipeline.case.drawn import timeline
from pipeline.notebook import open_results
timeline(open_results().con, "a person_id or a reference")
"""

from typing import Any

import altair as alt
import duckdb
import polars as pl

from pipeline.case.find import person
from pipeline.case.steps import LANES, steps, who
from pipeline.case.told import PRIVATE, masked, words_of


def timeline(con: duckdb.DuckDBPyConnection, asked: str) -> Any:
    """An Altair chart: a row for each kind of step, a mark for each step with a day, a colour for each country.

    It holds no name. A day known only as a month or a year is drawn at its beginning and hollow.
    """
    about = person(con, asked)
    names = words_of(who(con, about)["names"])
    rows = [
        {
            "lane": step.lane,
            "day": f"{step.day}-01-01"[:10] if len(step.day) == 4 else f"{step.day}-01"[:10],
            "whole": len(step.day) == 10,
            "country": step.country or "unknown",
            "said": step.said,
            "place": masked(step.places[0], names) if step.places else "",
        }
        for step in steps(con, about)
        if step.day
    ]
    schema = {**dict.fromkeys(("lane", "day"), pl.String), "whole": pl.Boolean}
    schema |= dict.fromkeys(("country", "said", "place"), pl.String)
    title = alt.Title(f"The path of {about}", subtitle=PRIVATE, subtitleColor="#9a0f0f")
    base: Any = alt.Chart(pl.DataFrame(rows, schema), title=title)
    marks = base.mark_point(size=90).encode(
        x=alt.X("day:T", title=None),
        y=alt.Y("lane:N", sort=list(LANES), title=None, scale=alt.Scale(domain=list(LANES))),
        color=alt.Color("country:N", title="country"),
        shape=alt.Shape("country:N", title="country"),
        fillOpacity=alt.condition("datum.whole", alt.value(1), alt.value(0)),
        tooltip=["day:N", "lane", "country", "said", "place"],
    )
    return marks.properties(width=700, height=200)
