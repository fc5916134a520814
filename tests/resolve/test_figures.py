"""The cells of every rate, against a plain count of the same rows in Python."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

WANTED = ("red_notice", "red_diffusion")
MERITS = ("compliant", "compliant_with_update", "non_compliant")
WITH_DATA = (*MERITS, "deleted_by_source")
OUTCOMES = ("pending", "inadmissible", "no_data", "withdrawn", *WITH_DATA, None)
WINDOW = ("late", 2016, 2017)

requests = st.lists(
    st.fixed_dictionaries(
        {
            "requesting_country": st.sampled_from(["RUS", "TUR", None]),
            "instrument": st.sampled_from(["red_notice", "red_diffusion", "blue_notice", None]),
            "requested_on_text": st.sampled_from(["2015", "2016-05", "2016-05-06", None]),
            "check_outcome": st.sampled_from(["passed", "refused", "withdrawn", "pending", "not_checked", None]),
            "population": st.sampled_from(["register", "register", "published_list"]),
        }
    ),
    max_size=40,
)
complaints = st.lists(
    st.fixed_dictionaries(
        {
            "respondent_country": st.sampled_from(["RUS", "TUR", None]),
            "instrument": st.sampled_from(["red_notice", "red_diffusion", "blue_notice", None]),
            "received_on_text": st.sampled_from(["2015", "2016-05", None]),
            "decided_on_text": st.sampled_from(["2016", "2017-05-06", None]),
            "complaint_kind": st.sampled_from(["deletion", "deletion", "access", "revision"]),
            "outcome": st.sampled_from(OUTCOMES),
        }
    ),
    max_size=40,
)


def falls_in(row, country, text, cell):
    """Whether a row counts in the cell (country, instrument, year or window)."""
    place, kind, span = cell
    year = int(text[:4]) if text else None
    return (
        place in ("ALL", country)
        and (kind in ("ALL", row["instrument"]) or (kind == "WANTED" and row["instrument"] in WANTED))
        and (span is None or span == year or (span == WINDOW[0] and year in (2016, 2017)))
    )


def passed(rows, cell):
    """(numerator, denominator, pending) of initial_pass_rate on both bases."""
    told = [
        row["check_outcome"]
        for row in rows
        if row["population"] == "register" and falls_in(row, row["requesting_country"], row["requested_on_text"], cell)
    ]
    good, unknown = told.count("passed"), told.count("pending") + told.count(None)
    return {"checked": (good, good + told.count("refused"), unknown), "submitted": (good, len(told), unknown)}


def overturned(rows, cell, clock):
    """(numerator, denominator, pending) of overturn_rate on each basis."""
    told = [
        row["outcome"]
        for row in rows
        if row["complaint_kind"] == "deletion"
        and falls_in(row, row["respondent_country"], row[f"{clock}_on_text"], cell)
    ]
    unknown = told.count("pending") + told.count(None) if clock == "received" else None
    bad, merits = told.count("non_compliant"), sum(told.count(outcome) for outcome in MERITS)
    deleted, updated = told.count("deleted_by_source"), told.count("compliant_with_update")
    rates = {
        "with_data": (bad, merits + deleted, unknown),
        "on_merits": (bad, merits, unknown),
        "broad": (bad + deleted, merits + deleted, unknown),
        "modified": (bad + updated, merits, unknown),
    }
    return rates | ({"received": (bad, len(told), unknown)} if clock == "received" else {})


def cells(con):
    """Counts of each cell by (measure, basis, clock, country, instrument, span); a span is a year or a window."""
    told = con.execute(
        """
        select measure, basis, year_basis, country, instrument, year, numerator, denominator, pending
        from marts.rate_cells
        union all
        select measure, basis, year_basis, country, instrument, "window", numerator, denominator, pending
        from marts.window_rate_cells
        """
    ).fetchall()
    return {(*row[:5], int(row[5]) if (row[5] or "").isdigit() else row[5]): row[6:] for row in told}


@given(asked=requests, complained=complaints)
@settings(deadline=None, max_examples=8)  # a database is built for each: few, and of many rows
def test_every_cell_is_what_a_plain_count_gives(build, asked, complained):
    wanted = ["marts.rate_cells", "marts.window_rate_cells"]
    found = cells(build({"requests": asked, "complaints": complained}, [WINDOW], wanted))
    kinds = ["ALL", "WANTED", "red_notice", "red_diffusion", "blue_notice"]
    for cell in product(["ALL", "RUS", "TUR"], kinds, [None, 2015, 2016, 2017, WINDOW[0]]):
        expected = {("initial_pass_rate", basis, "requested"): n for basis, n in passed(asked, cell).items()}
        for clock in ("received", "decided"):
            expected |= {("overturn_rate", basis, clock): n for basis, n in overturned(complained, cell, clock).items()}
        for name, counts in expected.items():
            empty = tuple(None if n is None else 0 for n in counts)
            assert found.get((*name, *cell), empty) == counts


def test_the_published_table_of_2021_gives_its_four_shares(build):
    outcomes = {
        "compliant": 113,
        "compliant_with_update": 20,
        "non_compliant": 296,
        "deleted_by_source": 49,
        "no_data": 100,
        "inadmissible": 73,
    }
    row = {"complaint_kind": "deletion", "received_on_text": "2021", "decided_on_text": "2021-12-01"}
    con = build({"complaints": [{**row, "outcome": outcome} for outcome, n in outcomes.items() for _ in range(n)]})
    told = con.execute(
        """
        select basis, round(100.0 * numerator / denominator, 1)
        from marts.rate_cells
        where measure = 'overturn_rate' and year_basis = 'received' and year = 2021 and basis <> 'modified'
        """
    ).fetchall()
    assert dict(told) == {"received": 45.5, "with_data": 61.9, "on_merits": 69.0, "broad": 72.2}
