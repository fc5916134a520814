"""The count of the planted world, on worlds small enough to count by hand."""

from datetime import date

from pipeline.rehearse import sequences
from pipeline.rehearse.records import Complaint, Message, Person, Request, World
from pipeline.rehearse.tally import cells, is_circulated, tally

SOMEONE = Person(1, ("A", "B"), ("A", "B"), "1970", "male", ("RUS",))


def request(**fields):
    return Request(
        **{"home": "RUS", "country": "RUS", "requested_on": date(2020, 5, 1), "instrument": "red_notice"} | fields
    )


def message(sent_on, **fields):
    return Message(
        **{"country": "RUS", "to": ("DEU",), "purpose": "locate", "person": SOMEONE, "sent_on": sent_on} | fields
    )


def test_the_published_table_of_2021_gives_its_four_rates():
    outcomes = {"compliant": 113, "compliant_with_update": 20, "non_compliant": 296, "deleted_by_source": 49}
    outcomes |= {"inadmissible": 100, "no_data": 73}
    world = World(
        complaints=[
            Complaint("deletion", "RUS", "RUS", date(2021, 3, 1), outcome=outcome, decided_on=date(2021, 9, 1))
            for outcome, n in outcomes.items()
            for _ in range(n)
        ]
    )
    rates = tally(world).rates
    where = ("received", "ALL", "ALL", 2021)
    shares = [rates["overturn_rate", basis, *where] for basis in ("received", "with_data", "on_merits", "broad")]
    assert [round(above / below, 3) for above, below, _ in shares] == [0.455, 0.619, 0.690, 0.722]
    assert shares[0] == [296, 651, 0]


def test_pending_and_unknown_outcomes_are_what_the_bounds_stand_on():
    outcomes = ("passed", "refused", "pending", None, "withdrawn", "not_checked")
    rates = tally(World(requests=[request(check_outcome=outcome) for outcome in outcomes])).rates
    assert rates["initial_pass_rate", "checked", "requested", "RUS", "WANTED", 2020] == [1, 2, 2]
    assert rates["initial_pass_rate", "submitted", "requested", "ALL", "ALL", None] == [1, 6, 2]


def test_a_case_of_unknown_country_and_kind_counts_in_the_pool_alone():
    assert cells(None, None, 2020) == [("ALL", "ALL", 2020), ("ALL", "ALL", None)]
    assert ("TUR", "WANTED", None) in cells("TUR", "red_diffusion", 2020)
    assert not any(kind == "WANTED" for _, kind, _ in cells("TUR", "blue_notice", 2020))


def test_diffusions_circulate_at_once_save_those_of_moscow_since_march_2022():
    before, since = date(2022, 3, 9), date(2022, 3, 10)
    refused = {"instrument": "red_diffusion", "check_outcome": "refused"}
    assert is_circulated(request(requested_on=before, **refused))
    assert not is_circulated(request(requested_on=since, **refused))
    assert is_circulated(request(requested_on=since, country="TUR", **refused))
    assert not is_circulated(request(check_outcome="refused"))
    assert is_circulated(request(requested_on=since, instrument="red_diffusion", check_outcome="passed"))


def test_only_what_comes_after_the_day_of_the_end_is_a_sequence():
    end = date(2020, 6, 1)
    ended = request(person=SOMEONE, check_outcome="refused", checked_on=end)
    world = World(
        requests=[
            ended,
            request(person=SOMEONE, requested_on=date(2020, 6, 2)),
            request(person=SOMEONE, requested_on=date(2021, 6, 1), country="KAZ"),
            request(person=SOMEONE, requested_on=date(2021, 6, 2), country="BLR"),
        ],
        messages=[
            message(end),
            message(date(2020, 6, 2)),
            message(date(2020, 6, 3), purpose="reply"),
            message(date(2020, 6, 3), country="UZB"),
        ],
    )
    counts = sequences.count(world)
    assert counts["refused_then_messaged"] == 1
    assert (counts["repeat_requests"], counts["proxy_requests"]) == (1, 1)
    assert counts["messages_without_request"] == 1
