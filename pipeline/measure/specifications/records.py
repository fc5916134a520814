"""The rows that every way of counting starts from: merged, or each listing on its own."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipeline.measure.tables.desk import Desk

_WANTED = ("red_notice", "red_diffusion")
_COMPLAINTS = """
    select respondent_country as country, instrument, person_id as person, outcome,
        {received} as received, {decided} as decided
    from ({source}) where complaint_kind = 'deletion' and respondent_country in ($country, $comparator)"""
_REQUESTS = """
    select requesting_country as country, instrument, person_id as person, check_outcome, is_circulated,
        {requested} as requested, {checked} as checked
    from ({source}) where population = 'register' and requesting_country in ($country, $comparator)"""
# A listing that does not say its country, kind or instrument has those of the row it was merged into.
_LISTED = """
    select s.* exclude ({filled}), {fills}, l.person_id{more}
    from staged.{table} as s
    inner join resolved.members as m on m.record_id = s.record_id and m.record_table = '{table}'
    inner join resolved.{table} as r on r.{id} = m.resolved_id
    left join resolved.links as l on l.record_id = s.record_id and l.record_table = '{table}'"""


@dataclass(frozen=True)
class Records:
    """Complaints (deletion) and requests (register) of the two countries, with a year for each clock."""

    desk: Desk

    @cached_property
    def complaints(self) -> dict[str, pl.DataFrame]:
        """country, instrument, person, outcome, received, decided (years), by duplicate rule."""
        listed = _listed("complaints", "complaint_id", ("respondent_country", "complaint_kind", "instrument"))
        return self._both(_COMPLAINTS, "resolved.complaints", listed, ("received", "decided"))

    @cached_property
    def requests(self) -> dict[str, pl.DataFrame]:
        """country, instrument, person, check_outcome, is_circulated, requested, checked (years), by duplicate rule."""
        filled = ("requesting_country", "population", "instrument")
        listed = _listed("requests", "request_id", filled, ", r.is_circulated")
        return self._both(_REQUESTS, "resolved.requests", listed, ("requested", "checked"))

    def _both(self, query: str, merged: str, listed: str, clocks: tuple[str, ...]) -> dict[str, pl.DataFrame]:
        years = {clock: f"try_cast(substr({clock}_on_text, 1, 4) as int)" for clock in clocks}
        sources = {"merged": f"select * from {merged}", "every_listing": listed}
        return {rule: self.desk.rows(query.format(source=source, **years)) for rule, source in sources.items()}


def of_instrument(instrument: str) -> pl.Expr:
    """Whether a row counts under an instrument; null where its own is not known, save for ALL."""
    if instrument == "ALL":
        return pl.lit(True)
    return pl.col("instrument").is_in(_WANTED) if instrument == "WANTED" else pl.col("instrument") == instrument


def _listed(table: str, id_: str, filled: tuple[str, ...], more: str = "") -> str:
    fills = ", ".join(f"coalesce(s.{name}, r.{name}) as {name}" for name in filled)
    return _LISTED.format(table=table, id=id_, filled=", ".join(filled), fills=fills, more=more)
