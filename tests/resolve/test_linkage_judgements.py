"""What people decide: kept, replayed, taken back, contradicted, compared; and the reasons a link is explained by."""

import pytest

from pipeline.errors import Fault
from pipeline.measure.linkage.partitions import CAUTION, FAINT
from pipeline.measure.linkage.table import SCORED
from pipeline.resolve import judgements, people
from pipeline.resolve.explain import explain
from pipeline.resolve.judgements import Judgement, decided, disputed, impossible, kappa, read, write
from pipeline.resolve.review import queue, review

PERSON = {"requesting_country": "RUS", "nationalities": ["RUS"]}


def request(reference, name, born):
    return {"reference_key": reference, "name": name, "name_key": name.upper(), "birth_date_text": born, **PERSON}


@pytest.fixture
def doubtful(build):
    """Two records of one name, of which one gives only the year: too little for the program."""
    con = build({"requests": [request("R-1", "Doe John", "1970-01-02"), request("R-2", "Doe John", "1970")]})
    con.execute("update resolved.candidate_pairs set match_probability = 0.5, band = 'review'")
    if not con.execute("select count(*) from resolved.candidate_pairs").fetchone()[0]:
        con.execute(
            "insert into resolved.candidate_pairs "
            "select min(description_id), max(description_id), 0.5, 0, 6, 5, -1, 1, 1, 0, -1, 'review' "
            "from resolved.descriptions"
        )
    return con


def judgement(a, b, answer, reviewer="anna"):
    return Judgement(a, b, answer, reviewer, "2026-01-01T00:00:00+00:00")


def persons(con):
    return con.execute("select count(distinct person_id) from resolved.links").fetchone()[0]


def test_a_judgement_ties_and_parts_records(doubtful):
    assert persons(doubtful) == 2
    people.link(doubtful, [judgement("requests-0", "requests-1", "same")])
    assert persons(doubtful) == 1
    assert ("person",) in doubtful.execute("select decided_by from resolved.links").fetchall()


def test_a_judgement_leaves_no_doubt_to_the_intervals(doubtful):
    def scored():
        return [chance for _, _, chance in doubtful.execute(SCORED, [CAUTION, CAUTION, FAINT]).fetchall()]

    assert scored() == [pytest.approx(0.8)]  # even odds, taken four times
    for answer, chance in (("same", 1.0), ("different", 0.0)):
        judgements.keep(doubtful, [judgement("requests-1", "requests-0", answer)])
        assert scored() == [chance]


def test_what_stands_is_kept_and_what_is_disputed_is_not(doubtful):
    said = [judgement("b", "a", "same"), judgement("b", "c", "different"), judgement("c", "b", "same", "boris")]
    judgements.keep(doubtful, said)
    assert doubtful.execute("from resolved.judged").fetchall() == [("a", "b", "same")]


def test_records_of_one_description_can_be_parted(build):
    con = build({"requests": [request("R-1", "Doe John", "1970-01-02"), request("R-2", "Doe John", "1970-01-02")]})
    assert persons(con) == 1
    people.link(con, [judgement("requests-0", "requests-1", "different")])
    assert persons(con) == 2


def test_review_is_blind_kept_at_once_and_undone(doubtful, tmp_path):
    answers, shown = iter(["s", "q"]), []
    path = tmp_path / "judgements.csv"
    closing = review(doubtful, path, "anna", lambda _: next(answers), shown.append, lambda: "2026-01-01")
    assert "1 answered, 0 left" in closing
    assert [one.answer for one in read(path)] == ["same"]
    assert "Doe John" in shown[0] and "0.5" not in shown[0] and "R-1" not in shown[0]
    assert queue(doubtful, read(path), "anna") == []
    assert len(queue(doubtful, read(path), "boris")) == 1


def test_an_answer_of_an_earlier_sitting_can_be_taken_back(doubtful, tmp_path):
    path = tmp_path / "judgements.csv"
    before = [judgement("requests-1", "requests-0", "different"), judgement("x", "y", "same", "boris")]
    write(path, before)
    said, answers = [], iter(["z", "q"])
    assert "1 answered" not in review(doubtful, path, "anna", lambda _: "q", said.append)
    assert read(path) == before and said == []
    write(path, [judgement("x", "z", "same"), *before[1:]])
    review(doubtful, path, "anna", lambda _: next(answers), said.append)
    assert read(path) == before[1:]


def test_a_wrong_key_and_nothing_to_take_back_are_said(doubtful, tmp_path):
    said, answers = [], iter(["x", "z", "q"])
    closing = review(doubtful, tmp_path / "judgements.csv", "anna", lambda _: next(answers), said.append)
    assert any("letters s, d, u, z, q" in line for line in said)
    assert any("no answer of yours" in line for line in said)
    assert closing == "0 answered, 1 left."


def test_an_empty_queue_is_said(build, tmp_path):
    con = build({"requests": [request("R-1", "Doe John", "1970-01-02")]})
    assert "nothing to review" in review(con, tmp_path / "judgements.csv", "anna", lambda _: "q", [].append)


def test_a_later_contradiction_is_said(doubtful, tmp_path):
    path, said = tmp_path / "judgements.csv", []
    write(path, [judgement("requests-0", "requests-1", "different", "boris")])
    closing = review(doubtful, path, "anna", lambda _: "s", said.append, lambda: "2026-01-01")
    assert any("contradicts" in line for line in said)
    assert "stay undecided" in closing


def test_two_reviewers_that_differ_decide_nothing():
    both = [judgement("a", "b", "same"), judgement("b", "a", "different", "boris")]
    assert decided(both) == {}
    assert disputed(both) == [("a", "b")]


def test_a_chain_of_judgements_that_cannot_be_is_found():
    said = [judgement("a", "b", "same"), judgement("b", "c", "same"), judgement("a", "c", "different")]
    assert impossible(said) == [("a", "c")]


def test_kappa_of_two_reviewers():
    pairs = [
        ("a", "b", "same", "same"),
        ("a", "c", "same", "different"),
        ("a", "d", "different", "different"),
        ("a", "e", "same", "same"),
    ]
    said = [
        judgement(a, b, answer, who)
        for a, b, *answers in pairs
        for who, answer in zip(("anna", "boris"), answers, strict=True)
    ]
    assert kappa(said) == ("anna", "boris", 4, pytest.approx(0.5))


def test_a_line_that_is_no_judgement_is_refused(tmp_path):
    path = tmp_path / "judgements.csv"
    path.write_text("record_id_a,record_id_b,answer,reviewer,when\na,b,maybe,anna,2026\n")
    with pytest.raises(Fault, match="line 2"):
        read(path)


def test_cases_and_people_are_explained_by_their_ids_and_references(doubtful):
    by_record = explain(doubtful, "requests-0", "requests-1")
    people = [row[0] for row in doubtful.execute("select person_id from resolved.links order by record_id").fetchall()]
    cases = [
        row[0] for row in doubtful.execute("select request_id from resolved.requests order by reference_key").fetchall()
    ]
    doubtful.execute("update resolved.requests set reference = lower(reference_key)")
    assert explain(doubtful, *people) == explain(doubtful, *cases) == explain(doubtful, "R-1", "r-2") == by_record


def test_a_pair_that_a_rule_keeps_apart_is_said(doubtful):
    doubtful.execute("update resolved.candidate_pairs set match_probability = 0.95, name = 0, birth = 5")
    assert "wholly different names" in explain(doubtful, "requests-0", "requests-1")


def test_a_link_is_explained_in_words_and_bits(doubtful):
    said = explain(doubtful, "requests-0", "requests-1")
    assert "Taken for two people" in said and "bits  name: the same name" in said and "1970" not in said
    with pytest.raises(Fault, match="no record that names"):
        explain(doubtful, "requests-0", "nothing")
