"""An attacker of a release: he has the released files, counts the records' possible cells himself, and solves for them.

He shares no code with the gate. Unknown to him is how many cases there are of each country, instrument, year and end;
told to him is every printed number, and what has no known country, instrument or year. A linear program (HiGHS) says
the least and the most a blank number can be; one that can be nothing else than it is, is found out.
"""

from dataclasses import dataclass, field

import duckdb
import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import linprog

RED = ("red_notice", "red_diffusion")
ENDS = ("non_compliant", "deleted_by_source", "compliant_with_update", "compliant")
_NON, _GONE, _UPDATED, _OK = ENDS
REQUESTS = {"passed": {"passed"}, "checked": {"passed", "refused"}, "submitted": {"passed", "refused", "else"}}
FILES = {
    "overturned": {_NON},
    "overturned_broad": {_NON, _GONE},
    "modified": {_NON, _UPDATED},
    "on_merits": {_NON, _UPDATED, _OK},
    "with_data": {*ENDS},
}
ALL_FILES = {*ENDS, "else"}
RATES = {
    ("initial_pass_rate", "checked"): ("passed", "checked"),
    ("initial_pass_rate", "submitted"): ("passed", "submitted"),
    ("complaint_rate", "per_circulated"): ("complaints", "circulated"),
    ("complaint_rate", "per_passed"): ("complaints", "passed"),
    ("complaint_rate", "per_submitted"): ("complaints", "submitted"),
    ("overturn_rate", "received"): ("overturned", "complaints"),
    ("overturn_rate", "with_data"): ("overturned", "with_data"),
    ("overturn_rate", "on_merits"): ("overturned", "on_merits"),
    ("overturn_rate", "broad"): ("overturned_broad", "with_data"),
    ("overturn_rate", "modified"): ("modified", "on_merits"),
}
SQL = {
    "requested": """
        select requesting_country, instrument, year_requested,
            case when check_outcome in ('passed', 'refused') then check_outcome else 'else' end, count(*)
        from marts.requests where population = 'register' group by all""",
    "circulated": """
        select requesting_country, instrument, year_requested, 'circulated', count(*)
        from marts.requests where population = 'register' and is_circulated group by all""",
    **{
        clock: f"""
        select respondent_country, instrument, year_{clock},
            case when outcome in {ENDS} then outcome else 'else' end, count(*)
        from marts.complaints where complaint_kind = 'deletion' group by all"""
        for clock in ("received", "decided")
    },
    "revisions": """
        select respondent_country, instrument, year_received, 'revision', count(*)
        from marts.complaints where complaint_kind = 'revision' group by all""",
    "access_requests": """
        select respondent_country, instrument, year_received, 'access', count(*)
        from marts.complaints where complaint_kind = 'access' group by all""",
}
COLUMNS = ["country", "instrument", "year", "end", "n"]


@dataclass
class Cells:
    """Every cell there could be; those of an unknown country or year are told (`is_told`), and those of an unknown
    instrument where others have one."""

    table: pl.DataFrame
    is_told: np.ndarray
    spans: dict[str, tuple[int, int]]
    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.columns = {name: self.table[name].to_numpy() for name in self.table.columns}
        years = self.table["year"].cast(pl.Float64).to_numpy()
        self.columns["year"] = np.nan_to_num(years, nan=-1.0)

    @property
    def values(self) -> np.ndarray:
        return self.columns["n"].astype(float)

    def form(self, quantity: str, clock: str, country: str, instrument: str, period: str) -> np.ndarray:
        """The ids of the cells that a number counts."""
        family, ends = _held(quantity, clock)
        has, year = self.columns, self.columns["year"]
        chosen = (has["family"] == family) & np.isin(has["end"], list(ends))
        if country != "ALL":
            chosen &= has["country"] == country
        if instrument != "ALL":
            chosen &= np.isin(has["instrument"], RED if instrument == "WANTED" else (instrument,))
        if period != "all":
            first, last = self.spans[period] if period in self.spans else (int(period), int(period))
            chosen &= (year >= first) & (year <= last)
        return np.flatnonzero(chosen)


def _held(quantity: str, clock: str) -> tuple[str, set[str]]:
    if quantity in REQUESTS:
        return "requested", REQUESTS[quantity]
    if quantity == "circulated":
        return "circulated", {"circulated"}
    if quantity == "complaints":
        return "received", ALL_FILES
    if quantity in FILES:
        return clock, FILES[quantity]
    return quantity, {"revision", "access"}


def cells(con: duckdb.DuckDBPyConnection) -> Cells:
    """Every combination of a country, an instrument, a year and an end, and how many cases there truly are."""
    found = []
    for family, query in SQL.items():
        true = pl.DataFrame(con.execute(query).fetchall(), COLUMNS, orient="row", infer_schema_length=None)
        true = true.cast(
            {"country": pl.String, "instrument": pl.String, "year": pl.Int64, "end": pl.String, "n": pl.Int64}
        )
        every = true.select("country").unique().join(true.select("instrument").unique(), how="cross")
        every = every.join(true.select("year").unique(), how="cross").join(true.select("end").unique(), how="cross")
        both = every.join(true, on=COLUMNS[:4], how="left", nulls_equal=True).with_columns(pl.col("n").fill_null(0))
        found.append(both.with_columns(pl.lit(family).alias("family")))
    table = pl.concat(found).sort("family", *COLUMNS[:4])
    has_instruments = pl.col("instrument").is_not_null().any().over("family")
    no_instrument = pl.col("instrument").is_null() & has_instruments
    told = table.select(pl.col("country").is_null() | pl.col("year").is_null() | no_instrument).to_series().to_numpy()
    spans = con.execute('select "window", first_year, last_year from raw.windows').fetchall()
    return Cells(
        table.with_columns(pl.col("country", "instrument").fill_null("?")), told, {w: (a, b) for w, a, b in spans}
    )


@dataclass(frozen=True)
class Told:
    """A number of the release: what it counts, the number or None where it is blank, and the row it stands in."""

    place: tuple[str, str, str, str, str]
    value: int | None


def numbers(release: dict[str, pl.DataFrame]) -> list[Told]:
    """Every number of cases that the released rates and counts print or blank, once."""
    found: dict[tuple[str, str, str, str, str], int | None] = {}
    for name in ("rates", "counts", "window_rates", "window_counts"):
        for row in release[name].filter(pl.col("unit") == "cases").to_dicts():
            period = row.get("window") or ("all" if row["year"] is None else str(row["year"]))
            if "n" in row:
                quantity = "submitted" if row["measure"] == "requests" else row["measure"]
                said = [(quantity, row["n"])]
            else:
                parts = RATES[row["measure"], row["basis"]]
                said = list(zip(parts, (row["numerator"], row["denominator"]), strict=True))
            for quantity, value in said:
                place = (quantity, row["year_basis"], row["country"], row["instrument"], period)
                if quantity != "messages" and (value is not None or place not in found):
                    found[place] = value
    return [Told(place, value) for place, value in sorted(found.items())]


@dataclass
class Attack:
    """What the attacker knows: printed @ cells is told to him; `at` most so much above the truth one cell may be."""

    cells: Cells
    printed: sparse.csr_matrix

    @classmethod
    def on(cls, of: Cells, told: list[Told]) -> "Attack":
        """Fault of the release where a printed number is not what the records give."""
        rows = [of.form(*one.place) for one in told if one.value is not None]
        wrong = [
            one.place
            for one, row in zip([one for one in told if one.value is not None], rows, strict=True)
            if of.values[row].sum() != one.value
        ]
        assert not wrong, f"printed, but not what the records give: {wrong[:3]}"
        return cls(of, sparse.vstack([_matrix(rows, of.values.size), _same_ends(of)]).tocsr())

    def ranges(self, targets: sparse.csr_matrix, pulls: int = 8, alone: int = 40) -> tuple[np.ndarray, np.ndarray]:
        """How far below and above the truth each target can be; `alone` of those no pull moved by 1 are solved for.

        A pull solves for many at once, at random up or down: what it moves can be so far away, or farther.
        """
        random = np.random.default_rng(7)
        low, high = np.zeros(targets.shape[0]), np.zeros(targets.shape[0])
        for _ in range(pulls):
            left = np.flatnonzero(high - low < 1 - 1e-6)
            if not left.size:
                break
            aim = targets[left].T @ (random.uniform(0.2, 1.0, left.size) * random.choice([-1.0, 1.0], left.size))
            moved = targets @ self._solve(aim, 4.0)
            low, high = np.minimum(low, moved), np.maximum(high, moved)
        left = np.flatnonzero(high - low < 1 - 1e-6)
        for at in left[:alone]:
            aim = targets[at].toarray().ravel()
            low[at] = (targets[at] @ self._solve(aim, 1e4)).item()
            high[at] = (targets[at] @ self._solve(-aim, 1e4)).item()
        return low, high

    def _solve(self, aim: np.ndarray, reach: float) -> np.ndarray:
        free = np.where(self.cells.is_told, 0.0, reach)
        bounds = np.column_stack([-np.minimum(self.cells.values, free), free])
        zero = np.zeros(self.printed.shape[0])
        found = linprog(aim, A_eq=self.printed, b_eq=zero, bounds=bounds, method="highs")
        assert found.status == 0, found.message
        return found.x


def beside(release: dict[str, pl.DataFrame], pages: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """What the tables of a release and the rows that a report prints tell together."""
    return {name: pl.concat([release[name], rows], how="diagonal_relaxed") for name, rows in pages.items()}


def targets(
    of: Cells, told: list[Told], limit: int = 5, with_pending: bool = True
) -> tuple[sparse.csr_matrix, np.ndarray]:
    """What he is after: every blank number, and every small count of one country, instrument, year and end.

    with_pending  requests neither passed nor refused too; docs/decisions/small_cells.md says why pages tell of them
    Returns the forms and, for each, whether it is small.
    """
    blank = [of.form(*one.place) for one in told if one.value is None]
    is_small = (of.values >= 1) & (of.values < limit) & ~of.is_told
    if not with_pending:
        is_small &= ~((of.columns["family"] == "requested") & (of.columns["end"] == "else"))
    rows = [*blank, *([at] for at in np.flatnonzero(is_small))]
    forms = _matrix(rows, of.values.size)
    return forms, ((forms @ of.values) >= 1) & ((forms @ of.values) < limit)


def _same_ends(of: Cells) -> sparse.csr_matrix:
    """Of all years, the complaints of a country and an instrument ended alike, by whichever year they are counted."""
    has, rows = of.table.with_row_index("id").filter(pl.col("end").is_in(ENDS)), []
    ids, signs = [], []
    for at, (_, group) in enumerate(has.group_by("country", "instrument", "end", maintain_order=True)):
        rows += [at] * group.height
        ids += group["id"].to_list()
        signs += group.select(pl.when(pl.col("family") == "received").then(1.0).otherwise(-1.0)).to_series().to_list()
    return sparse.csr_matrix((signs, (rows, ids)), shape=(1 + max(rows, default=-1), of.values.size))


def _matrix(rows: list, width: int) -> sparse.csr_matrix:
    ids = np.concatenate([np.asarray(row, int) for row in rows]) if rows else np.empty(0, int)
    at = np.repeat(np.arange(len(rows)), [len(row) for row in rows]) if rows else ids
    return sparse.csr_matrix((np.ones(ids.size), (at, ids)), shape=(len(rows), width))
