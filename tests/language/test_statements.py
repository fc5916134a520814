"""Statements and changes that the database holds in English are said in the language of the page."""

from pipeline.language import speaking
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
