"""Groups of descriptions: what joins them, what keeps them apart, and that nothing hangs on the order of pairs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resolve.clusters import Edge, cluster, explained


def groups(edges, births=None, scores=None, **judged):
    return sorted(sorted(members) for members in cluster(edges, births or {}, scores or {}, **judged).members.values())


def test_a_chain_is_one_person_where_nothing_speaks_against_it():
    assert groups([Edge("a", "b", 0.99), Edge("b", "c", 0.98)]) == [["a", "b", "c"]]


def test_two_firm_birth_dates_do_not_meet_in_one_group():
    births = {"a": "1970-01-02", "b": "1970", "c": "1970-11-23"}
    found = cluster([Edge("a", "b", 0.99), Edge("b", "c", 0.98)], births, {})
    assert sorted(map(sorted, found.members.values())) == [["a"], ["b"], ["c"]]
    assert list(found.refused) == [("b", "c")]


def test_two_faults_of_one_date_are_explained_by_the_right_one():
    births = {"a": "1970-03-02", "b": "1970-02-03", "c": "1970-03-12"}
    assert groups([Edge("a", "b", 0.99), Edge("a", "c", 0.98)], births) == [["a", "b", "c"]]


def test_ends_of_a_chain_that_contradict_each_other_are_kept_apart():
    edges = [Edge("a", "b", 0.99), Edge("b", "c", 0.98)]
    assert groups(edges, {"a": "1970-01-02", "b": "1970-01-02"}, {("a", "c"): 0.0001}) == [["a", "b"], ["c"]]


def test_a_person_overrules_the_model():
    assert groups([Edge("a", "b", 0.99)], different=[("a", "b")]) == [["a"], ["b"]]
    assert groups([], same=[("a", "b")]) == [["a", "b"]]


def test_known_errors_of_birth_dates():
    assert explained("1970-02-01", "1970-01-02")
    assert explained("1970-01-01", "1970-05-06")
    assert explained("1970-05-06", "1970-05-16")
    assert explained("", "1970-05-06")
    assert not explained("1970-03-04", "1981-05-06")
    assert not explained("1971", "1970-05-06")


@settings(deadline=None, max_examples=30)
@given(st.permutations([Edge("a", "b", 0.99), Edge("b", "c", 0.9), Edge("c", "d", 0.97), Edge("e", "a", 0.9)]))
def test_the_order_of_pairs_does_not_matter(edges):
    assert groups(edges, {}, {("b", "d"): 0.0}) == groups(
        sorted(edges, key=lambda edge: edge.pair), {}, {("b", "d"): 0.0}
    )
