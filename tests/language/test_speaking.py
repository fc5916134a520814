"""One language at a time, for what runs inside; numbers, names and forms as French writes them."""

import threading

import polars as pl
import pytest
from jinja2 import Environment

from pipeline.language import _, carried, french, language, ngettext, speaking, templates
from pipeline.language.fill import fill
from pipeline.language.notebooks import blocks, translated
from pipeline.report.figures.base import named
from pipeline.results import words
from pipeline.results.leads import lead_sentence

THIN = "\u202f"


def test_english_is_spoken_where_nothing_is_said_and_again_afterwards():
    assert language() == "en"
    with speaking("fr"), speaking("en"):
        assert language() == "en"
    with pytest.raises(KeyError), speaking("fr"):
        raise KeyError
    assert language() == "en"


def test_what_one_thread_speaks_another_does_not():
    heard = []
    with speaking("fr"):
        other = threading.Thread(target=lambda: heard.append(language()))
        other.start()
        other.join()
    assert heard == ["en"]


def test_a_function_that_is_carried_speaks_what_was_spoken_in_any_thread():
    heard = []
    with speaking("fr"):
        other = threading.Thread(target=lambda told: heard.append(told("TUR")), args=(carried(words.country),))
    other.start()
    other.join()
    assert heard == ["Turquie"] and words.country("TUR") == "Turkey"


def test_the_names_in_a_figure_are_french():
    rows = pl.DataFrame({"country": ["TUR", "RUS"], "n": [1, 2]})
    with speaking("fr"):
        named_rows = rows.with_columns(named(), pl.col("n") * 2, pl.col("country").alias("code"))
    assert named_rows["name"].to_list() == ["Turquie", "Russie"]


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(ValueError, match=r"xx\.po"), speaking("xx"):
        pass


@pytest.mark.parametrize(
    "write, english, in_french",
    [
        (lambda: words.percent(0.4975), "49.8\u00a0%", f"49,8{THIN}%"),
        (lambda: words.percents(0.1, 0.205), "10.0\u00a0to\u00a020.5\u00a0%", f"10,0\u00a0à\u00a020,5{THIN}%"),
        (lambda: words.count(1234567), "1,234,567", f"1{THIN}234{THIN}567"),
        (lambda: words.count(None), "no figure", "pas de chiffre"),
        (lambda: words.ratios(2.5, None), "2.50\u00a0or\u00a0more", "2,50\u00a0ou\u00a0plus"),
        (lambda: words.part_of(1200, 2390), "1,200 of 2,390", f"1{THIN}200 sur 2{THIN}390"),
        (lambda: words.country("RUS"), "Russia", "Russie"),
        (lambda: words.country("TUR"), "Turkey", "Turquie"),
        (lambda: words.country("GBR"), "United Kingdom", "Royaume-Uni"),
        (lambda: words.country("QQQ"), "QQQ", "QQQ"),
        (lambda: words.country(None), "Unknown", "Inconnu"),
        (lambda: words.verdict("not settled"), "is not settled", "n’est pas tranché"),
        (lambda: lead_sentence("X", "Y", 3.0, 2.8, 3.3, "z"), "X drew 3.0 times as many z as Y", None),
    ],
)
def test_how_things_are_written(write, english, in_french):
    assert write() == english
    with speaking("fr"):
        said = write()
        assert said == in_french if in_french else "3,0 fois" in said
    assert write() == english


@pytest.mark.parametrize(
    "name, the, of, to",
    [
        ("Russie", "la Russie", "de la Russie", "à la Russie"),
        ("Kazakhstan", "le Kazakhstan", "du Kazakhstan", "au Kazakhstan"),
        ("Ukraine", "l’Ukraine", "de l’Ukraine", "à l’Ukraine"),
        ("États-Unis", "les États-Unis", "des États-Unis", "aux États-Unis"),
        ("Mexique", "le Mexique", "du Mexique", "au Mexique"),
        ("Israël", "Israël", "d’Israël", "à Israël"),
        ("Cuba", "Cuba", "de Cuba", "à Cuba"),
        ("Hongrie", "la Hongrie", "de la Hongrie", "à la Hongrie"),
        ("Tous les pays", "tous les pays", "de tous les pays", "à tous les pays"),
    ],
)
def test_names_of_countries_take_their_article(name, the, of, to):
    assert (french.le(name), french.de(name), french.to(name)) == (the, of, to)
    assert fill("{a:Le}, {a:de}", {"a": name}, "fr") == f"{the[0].upper()}{the[1:]}, {of}"


def test_the_form_follows_the_number():
    said = [ngettext("{n} file", "{n} files", n) for n in (0, 1, 2)]
    assert said == ["0 files", "1 file", "2 files"]


def test_what_is_filled_into_a_template_is_escaped_and_its_own_marks_are_not():
    environment = Environment(autoescape=True)
    templates.install(environment)
    page = environment.from_string("{% trans n=x %}<b>{{ n }}</b> at 95 %{% endtrans %} {{ _(x) }}")
    assert page.render(x="<i>") == "<b>&lt;i&gt;</b> at 95 % &lt;i&gt;"
    known = environment.from_string(
        "{% trans verdict=x %}In these records this <strong>{{ verdict }}</strong>.{% endtrans %}"
    )
    with speaking("fr"):
        assert known.render(x="&") == "Dans ces données, cela <strong>&amp;</strong>."


def test_a_text_without_translation_is_said_in_english():
    with speaking("fr"):
        assert _("{a} is in no catalogue", a=1) == "1 is in no catalogue"


def test_a_markdown_cell_is_translated_block_by_block():
    cell = "# Title\n\nOne paragraph\non two lines.\n\n- first, and\n  on\n- second\n"
    assert blocks(cell) == ["Title", "One paragraph on two lines.", "first, and on", "second"]
    assert translated(cell, str.upper) == "# TITLE\n\nONE PARAGRAPH ON TWO LINES.\n\n- FIRST, AND ON\n- SECOND\n"
    assert translated(cell, str) == cell
