"""Which listings are one request, and what the one says: against a plain second telling of the rules, in any order."""

import random
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

COUNTRIES = [None, "RUS", "TUR", "?Bureau 7"]
INSTRUMENTS = [None, "red_notice", "blue_notice"]
TEXTS = [None, "2015", "2015-03", "2015-03-02", "2016"]
DAYS = [None, "2020-01-01", "2021-01-01"]

listings = st.lists(
    st.fixed_dictionaries(
        {
            "reference_key": st.sampled_from([None, "R-1"]),
            "country": st.sampled_from(COUNTRIES),
            "instrument": st.sampled_from(INSTRUMENTS),
            "as_of": st.sampled_from(DAYS),
            "requested_on_text": st.sampled_from(TEXTS),
            "check_outcome": st.sampled_from([None, "pending", "passed", "refused"]),
        }
    ),
    min_size=1,
    max_size=6,
)


def staged(rows):
    """A country that begins with ? was written and could not be read."""
    out = []
    for number, row in enumerate(rows):
        country = row["country"]
        unread = bool(country) and country.startswith("?")
        out.append(
            {
                "record_id": f"r{number}",
                "requesting_country": None if unread else country,
                "requesting_country_text": country,
                **{column: value for column, value in row.items() if column != "country"},
            }
        )
    return out


def groups(rows):
    """The partition of the rows by the merge rules, as a set of frozensets of their numbers."""
    named = [number for number, row in enumerate(rows) if row["reference_key"]]
    instruments = defaultdict(set)
    for number in named:
        if rows[number]["instrument"]:
            instruments[rows[number]["country"]].add(rows[number]["instrument"])

    def instrument(number):
        known = instruments[rows[number]["country"]]
        return next(iter(known)) if len(known) == 1 else rows[number]["instrument"]

    keys = {number: (rows[number]["country"], instrument(number)) for number in named}
    homes = {key for key in keys.values() if key[0]}
    for number in named:
        if keys[number][0] is None:
            own = keys[number][1]
            fitting = [home for home in homes if own is None or home[1] is None or home[1] == own]
            clash = own is not None and len(instruments[None]) > 1 and fitting and fitting[0][1] != own
            if len(fitting) == 1 and not clash:
                keys[number] = fitting[0]
    parts = defaultdict(set)
    for number in range(len(rows)):
        parts[keys.get(number, number)].add(number)
    return {frozenset(part) for part in parts.values()}


@given(rows=listings)
@settings(deadline=None, max_examples=40)
def test_the_same_listings_are_one_as_by_the_plain_rules(build, rows):
    con = build({"requests": staged(rows)}, wanted=["resolved.members"])
    members = con.execute("select list(record_id) from resolved.members group by resolved_id").fetchall()
    assert {frozenset(int(record[1:]) for record in part) for (part,) in members} == groups(rows)


@given(rows=listings, seed=st.integers(0, 99))
@settings(deadline=None, max_examples=12)
def test_the_order_of_files_changes_nothing(build, rows, seed):
    shuffled = random.Random(seed).sample(rows, len(rows))
    told = "select * exclude (request_id, person_id) from resolved.requests order by all"
    first, second = (build({"requests": staged(r)}, wanted=["resolved.requests"]) for r in (rows, shuffled))
    assert first.execute(told).fetchall() == second.execute(told).fetchall()


def test_a_row_keeps_its_id_when_another_listing_arrives(build):
    listing = {"reference_key": "R-1", "requesting_country": "RUS", "instrument": "red_notice"}
    alone = build({"requests": [listing]})
    joined = build({"requests": [listing, {**listing, "as_of": "2024-01-01"}, {**listing, "reference_key": "R-2"}]})
    (known,) = alone.execute("select request_id from resolved.requests").fetchone()
    assert known in {row[0] for row in joined.execute("select request_id from resolved.requests").fetchall()}


def test_a_complaint_meets_its_request_and_the_file_it_revises(build):
    con = build(
        {
            "requests": [
                {"reference_key": "R-1", "requesting_country": "RUS", "instrument": "red_diffusion"},
                {"reference_key": "R-1", "requesting_country": "TUR", "instrument": "red_notice"},
            ],
            "complaints": [
                {"reference_key": "C-1", "respondent_country": "TUR", "request_reference_key": "R-1"},
                {
                    "reference_key": "C-9",
                    "respondent_country": "TUR",
                    "revises_key": "C-1",
                    "complaint_kind": "revision",
                },
            ],
        }
    )
    told = con.execute(
        """
        select complaints.instrument, requests.requesting_country, revision.reference_key, complaints.is_revised
        from resolved.complaints
        inner join resolved.requests on complaints.request_id = requests.request_id
        inner join resolved.complaints as revision on revision.revises = complaints.complaint_id
        """
    ).fetchall()
    assert told == [("red_notice", "TUR", "C-9", True)]


def test_a_reply_names_the_message_it_answers(build):
    con = build(
        {
            "messages": [
                {"reference": "A", "reference_key": "1-20", "from_country": "RUS", "to_countries": ["DEU"]},
                {"reference": "B", "reference_key": "1-20", "from_country": "TUR", "to_countries": ["DEU"]},
                {
                    "reference": "C",
                    "reference_key": "7-20",
                    "from_country": "DEU",
                    "to_countries": ["RUS"],
                    "in_reply_to_key": "1-20",
                },
            ]
        }
    )
    told = con.execute(
        """
        select reply.reference, asked.reference
        from resolved.messages as reply
        inner join resolved.messages as asked on reply.in_reply_to = asked.message_id
        """
    ).fetchall()
    assert told == [("C", "A")]
    answered = con.execute("select reference from resolved.messages where is_answered").fetchall()
    assert answered == [("A",)]
