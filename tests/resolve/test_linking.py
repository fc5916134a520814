"""Who is whom in a few rows, where the fixed weights decide.

The same name and birth date, and records tied by reference.
"""

import pytest


def persons(con):
    """Person of each record, as small numbers in order of record_id: [0, 0, 1] is two people."""
    links = con.execute("select record_id, person_id from resolved.links order by record_id").fetchall()
    seen: dict[str, int] = {}
    return [seen.setdefault(person, len(seen)) for _, person in links]


def request(name, born, reference="", country="RUS", **more):
    return {
        "reference_key": reference or None,
        "requesting_country": country,
        "name_key": name,
        "name": name,
        "birth_date_text": born,
        **more,
    }


def complaint(name, born, of, country="RUS"):
    return {
        "reference_key": "C-1",
        "respondent_country": country,
        "name_key": name,
        "birth_date_text": born,
        "request_reference_key": of,
        "complaint_kind": "deletion",
    }


@pytest.mark.parametrize(
    ("first", "second", "people"),
    [
        (("DOE JOHN", "1970-01-02"), ("DOE JOHN", "1970-01-02"), [0, 0]),
        (("DOE JOHN", "1970-01-02"), ("DOE JOHN", "1970-01-03"), [0, 1]),
        (("DOE JOHN", "1970-01-02"), ("DOE JANE", "1970-01-02"), [0, 1]),
        (("DOE JOHN", "1970"), ("DOE JOHN", "1970-01-02"), [0, 1]),
        (("DOE JOHN", None), ("DOE JOHN", None), [0, 1]),
        (("DOE JOHN", None), ("DOE JOHN", "1970-01-02"), [0, 1]),
        ((None, "1970-01-02"), ("DOE JOHN", "1970-01-02"), [0]),
    ],
)
def test_untied_records_need_the_same_name_and_birth_date(build, first, second, people):
    assert persons(build({"requests": [request(*first), {**request(*second), "requesting_country": "TUR"}]})) == people


@pytest.mark.parametrize(
    ("request_born", "complaint_born", "people"),
    [
        ("1970-01-02", None, [0, 0]),
        (None, "1970-01-02", [0, 0]),
        (None, None, [0, 0]),
        ("1970-01-02", "1970", [0, 0]),
        ("1970-01-02", "1971", [0, 1]),
        ("1970-01-02", "1970-01-03", [0, 0]),
        ("1970-01-02", "1983-05-06", [0, 1]),
    ],
)
def test_a_reference_lends_the_birth_date_it_does_not_contradict(build, request_born, complaint_born, people):
    con = build(
        {
            "requests": [request("DOE JOHN", request_born, "R-1")],
            "complaints": [complaint("DOE JOHN", complaint_born, of="R-1")],
        }
    )
    assert persons(con) == people


def test_a_reference_lends_nothing_to_another_name(build):
    con = build(
        {
            "requests": [request("DOE JOHN", "1970-01-02", "R-1")],
            "complaints": [complaint("ROE RICHARD", None, of="R-1")],
        }
    )
    assert persons(con) == [0, 1]


def test_two_birth_dates_of_one_case_lend_neither(build):
    listings = [request("DOE JOHN", born, "R-1") for born in ("1970-01-02", "1983-05-06", None)]
    assert persons(build({"requests": listings})) == [0, 1, 2]


def test_a_month_fits_the_year_and_the_day_it_stands_between(build):
    listings = [request("DOE JOHN", born, "R-1") for born in ("1970", "1970-01", "1970-01-02", None)]
    assert persons(build({"requests": listings})) == [0, 0, 0, 0]


def test_the_row_is_about_the_person_its_latest_listing_names(build):
    con = build(
        {
            "requests": [
                request("DOE JOHN", "1970-01-02", "R-1", as_of=None),
                request("DOE JOHNNY", "1970-01-02", "R-1", as_of="2020-01-01"),
                request(None, None, "R-1", as_of="2024-01-01"),
            ]
        }
    )
    shown = con.execute("select display_name from resolved.requests join resolved.people using (person_id)").fetchall()
    assert shown == [("DOE JOHNNY",)]


def test_every_link_says_that_a_rule_decided(build):
    con = build({"requests": [request("DOE JOHN", "1970-01-02")]})
    assert con.execute("select record_table, match_probability, decided_by from resolved.links").fetchall() == [
        ("requests", 1.0, "rule")
    ]
