"""Statements and changes that the database holds in English are said in the language of the page."""

from pipeline.language import speaking
from pipeline.results import reasons
from pipeline.results.statements import changes, statement


def test_a_statement_is_said_with_its_countries_and_year():
    english = "about half of the complaints about Russia were overturned in 2024"
    assert statement(english) == english
    with speaking("fr"):
        said = statement(english)
        assert "Russie" in said and "2024" in said and "Russia" not in said and "overturned" not in said
        assert "Turquie" in statement("Russia draws more complaints than Turkey")
        assert statement("something nobody typed") == "something nobody typed"


def test_changes_are_said_word_by_word():
    assert changes(None) == "" and changes("Denominator: with data") == "Denominator: with data"
    with speaking("fr"):
        assert "Denominator" not in changes("Denominator: with data held; Clock: year decided")


def test_a_period_and_a_threshold_among_changes_are_said():
    with speaking("fr"):
        assert changes("Period: 2015 to 2024") == "Période: 2015–2024"
        assert changes("Who is the same person: joined from 0.50 on").endswith("réunies à partir de 0,50")


def test_reasons_places_and_titles_are_said_with_their_names_and_numbers():
    told = "13 cells where the table has 11; row of the hidden sheet old copy; sheet Register 2013-2019, row 466; odd"
    title = "Invented registers, complaints and messages (seed 3, world headline)"
    assert reasons.reasons(told) == told and reasons.title(title) == title
    with speaking("fr"):
        assert reasons.reasons(told) == (
            "13 cellules là où le tableau en a 11; ligne de la feuille masquée old copy; "
            "feuille Register 2013-2019, ligne 466; odd"
        )
        assert reasons.title(title) == "Registres, plaintes et messages inventés (graine 3, monde « headline »)"
        assert reasons.title("Ours") == "Ours"
