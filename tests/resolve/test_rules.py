"""Every rule of sql/checks holds on sound rows and catches the fault it is there for."""

import pytest

from pipeline.graph.models import load_checks

CHECKS = {check.name.removeprefix("checks."): check.sql for check in load_checks()}

ROWS = {
    "requests": [
        {
            "reference_key": "R-1",
            "requesting_country": "RUS",
            "instrument": "red_notice",
            "population": "register",
            "name_key": "DOE JOHN",
            "birth_date_text": "1970-01-02",
            "requested_on_text": "2015-03-02",
            "check_outcome": "refused",
            "checked_on_text": "2015-04-02",
        },
        {
            "reference_key": "R-2",
            "requesting_country": "TJK",
            "instrument": "red_diffusion",
            "population": "register",
            "name_key": "DOE JOHN",
            "birth_date_text": "1970-01-02",
            "requested_on_text": "2015-06-02",
            "check_outcome": "passed",
        },
        {"reference_key": "R-3", "instrument": "red_notice", "population": "published_list"},
    ],
    "complaints": [
        {
            "reference_key": "C-1",
            "respondent_country": "RUS",
            "request_reference_key": "R-1",
            "complaint_kind": "deletion",
            "outcome": "non_compliant",
            "grounds": ["article_3"],
            "received_on_text": "2016-01",
            "name_key": "DOE JOHN",
            "birth_date_text": "1970-01-02",
        },
        {"reference_key": "C-2", "respondent_country": "RUS", "complaint_kind": "revision", "revises_key": "C-1"},
    ],
    "messages": [{"reference_key": "M-1", "from_country": "RUS", "purpose": "locate", "sent_on_text": "2015-05-02"}],
}

# rule: a change that breaks it
FAULTS = {
    "every_record_has_its_row": "delete from resolved.members where record_table = 'messages'",
    "rows_hold_their_records": "update resolved.requests set n_records = 2",
    "accounting_adds_up": "insert into audit.records values ('d', 'a.csv', 10, 8, 1, 0)",
    "requests_keep_to_the_vocabulary": "update resolved.requests set check_outcome = 'upheld'",
    "complaints_keep_to_the_vocabulary": "update resolved.complaints set outcome = 'upheld'",
    "grounds_keep_to_the_vocabulary": "update resolved.complaints set grounds = ['politics']",
    "messages_keep_to_the_vocabulary": "update resolved.messages set purpose = 'hello'",
    "days_agree_with_their_text": "update resolved.requests set requested_on = date '2015-03-03'",
    "links_name_a_person_who_is_there": "delete from resolved.people",
    "a_request_is_of_the_country_that_is_challenged": "update resolved.requests set requesting_country = 'TUR'",
    "revisions_point_at_another_file": "update resolved.complaints set is_revised = false",
    "only_deletion_counts_as_a_complaint": "update marts.complaints set overturn_broad_den = true",
    "public_lists_enter_no_rate": "update marts.requests set is_check_unknown = true",
    "shares_stay_below_one": "update marts.all_rate_cells set numerator = denominator + 1",
    "every_request_is_in_the_total": "delete from marts.requests where check_outcome = 'passed'",
    "every_complaint_is_in_the_total": "delete from marts.complaints where is_counted",
    "countries_and_the_unknown_make_all": "delete from marts.count_cells where country = 'RUS'",
    "wanted_is_red_notices_and_red_diffusions": "delete from marts.count_cells where instrument = 'red_notice'",
    "years_stay_within_all_years": "delete from marts.count_cells where year is null",
    "a_window_is_the_sum_of_its_years": "update marts.window_count_cells set n = 0",
    "persons_are_no_more_than_cases": "update marts.complaint_cells set n_complainants = 5",
    "sequences_come_after_the_end": "update marts.proxy_requests set ended_on = requested_on",
}


@pytest.fixture
def con(build):
    return build(ROWS, [("decade", 2014, 2024)])


def test_every_rule_holds_on_sound_rows(con):
    assert [name for name, sql in CHECKS.items() if con.execute(sql).fetchall()] == []


def test_every_rule_has_a_fault_to_catch():
    assert set(FAULTS) == set(CHECKS)


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_a_rule_catches_its_fault(con, rule):
    con.execute(FAULTS[rule])
    assert con.execute(CHECKS[rule]).fetchall()
