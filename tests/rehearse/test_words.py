"""The words of the invented files are known to the vocabularies, and those meant to be unknown are not."""

from functools import cache

import polars as pl
import pytest

from pipeline.rehearse.material import LANGUAGES, load
from pipeline.rehearse.spelling import BUREAU
from pipeline.settings import Settings
from pipeline.stage.countries import load_countries
from pipeline.stage.vocabulary import load_vocabulary

FOLDER = Settings().vocabulary
COUNTING = ("instrument", "check_outcome", "cancelled_by", "ground", "complaint_kind", "outcome", "purpose", "boolean")


@cache
def known(vocabulary):
    return load_countries(FOLDER, frozenset()) if vocabulary == "country" else load_vocabulary(FOLDER, vocabulary)


def meaning(vocabulary, word):
    return known(vocabulary).resolve(pl.Series([word])).item()


@pytest.mark.parametrize("vocabulary", COUNTING)
def test_every_word_means_what_the_rehearsal_means_by_it(vocabulary):
    words = load("words")[vocabulary]
    said = [(word, means) for means, spoken in words.items() for found in spoken.values() for word in found]
    assert [(word, meaning(vocabulary, word)) for word, _ in said] == said


def test_months_are_known_in_four_languages():
    for language in LANGUAGES:
        numbers = [meaning("months", name) for name in load("words")["months"][language]]
        assert numbers == [str(number) for number in range(1, 13)]


def test_countries_and_their_bureaus_are_known_in_four_languages():
    for code, country in load("countries").items():
        cities = [BUREAU[lang].format(city) for lang, city in zip(LANGUAGES, country.get("city", ()), strict=False)]
        names = [*(country[language] for language in LANGUAGES), *cities, country["alpha2"], code]
        assert {name: meaning("country", name) for name in names} == dict.fromkeys(names, code)


@pytest.mark.parametrize("vocabulary", sorted(load("words")["unknown"]))
def test_words_that_should_be_unknown_are(vocabulary):
    assert {word: meaning(vocabulary, word) for word in load("words")["unknown"][vocabulary].values()} == dict.fromkeys(
        load("words")["unknown"][vocabulary].values()
    )
