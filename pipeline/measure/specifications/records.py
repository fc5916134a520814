"""The rows that every way of counting starts from: merged, or each listing on its own."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipeline.measure.specifications.choices import ALLOWED
from pipeline.measure.tables.desk import Desk

# What the linkage of the headline is called, and who a row or a record is about where pairs are joined from another on.
STANDS = "0.70"
_AT = """
    select threshold, resolved_id as id, person_id as other from resolved.people_at
    union all select threshold, record_id, person_id from resolved.links_at"""
_WANTED = ("red_notice", "red_diffusion")
_COMPLAINTS = """
    select {id} as id, respondent_country as country, instrument, person_id as person, outcome,
        {received} as received, {decided} as decided
    from ({source}) where complaint_kind = 'deletion' and respondent_country in ($country, $comparator)"""
_REQUESTS = """
    select {id} as id, requesting_country as country, instrument, person_id as person, check_outcome, is_circulated,
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
        """id, country, instrument, outcome, received, decided (years), by duplicate rule; `person` and, for other
        thresholds of linkage, `person 0.50` and the like."""
        listed = _listed("complaints", "complaint_id", ("respondent_country", "complaint_kind", "instrument"))
        return self._both(_COMPLAINTS, ("complaint_id", "resolved.complaints"), listed, ("received", "decided"))

    @cached_property
    def requests(self) -> dict[str, pl.DataFrame]:
        """The same with check_outcome, is_circulated, requested, checked (years)."""
        filled = ("requesting_country", "population", "instrument")
        listed = _listed("requests", "request_id", filled, ", r.is_circulated")
        return self._both(_REQUESTS, ("request_id", "resolved.requests"), listed, ("requested", "checked"))

    @cached_property
    def _others(self) -> dict[str, pl.DataFrame]:
        """By threshold: id (of a merged row or a record) and the person it would be about."""
        at = self.desk.rows(_AT)
        return {name: at.filter(threshold=name).drop("threshold") for name in ALLOWED["linkage"] if name != STANDS}

    def _both(
        self, query: str, merged: tuple[str, str], listed: str, clocks: tuple[str, ...]
    ) -> dict[str, pl.DataFrame]:
        years = {clock: f"try_cast(substr({clock}_on_text, 1, 4) as int)" for clock in clocks}
        sources = {"merged": (merged[0], f"select * from {merged[1]}"), "every_listing": ("record_id", listed)}
        return {
            rule: self._at_thresholds(self.desk.rows(query.format(id=id_, source=source, **years)))
            for rule, (id_, source) in sources.items()
        }

    def _at_thresholds(self, rows: pl.DataFrame) -> pl.DataFrame:
        for name, other in self._others.items():
            rows = rows.join(other, on="id", how="left", maintain_order="left", validate="m:1")
            rows = rows.with_columns(pl.coalesce("other", "person").alias(person_at(name))).drop("other")
        return rows


def person_at(linkage: str) -> str:
    """The column that says who a row is about at a threshold of linkage."""
    return "person" if linkage == STANDS else f"person {linkage}"


def of_instrument(instrument: str) -> pl.Expr:
    """Whether a row counts under an instrument; null where its own is not known, save for ALL."""
    if instrument == "ALL":
        return pl.lit(True)
    return pl.col("instrument").is_in(_WANTED) if instrument == "WANTED" else pl.col("instrument") == instrument


def _listed(table: str, id_: str, filled: tuple[str, ...], more: str = "") -> str:
    fills = ", ".join(f"coalesce(s.{name}, r.{name}) as {name}" for name in filled)
    return _LISTED.format(table=table, id=id_, filled=", ".join(filled), fills=fills, more=more)
