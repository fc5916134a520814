"""Spellings of one name: the same skeleton from every standard, and parts that do not hang on order or fathers."""

import polars as pl
import pytest

from pipeline.resolve.names.parts import words_of
from pipeline.resolve.names.skeleton import skeletons
from pipeline.resolve.names.spelling import russian_spelling


@pytest.mark.parametrize(
    "spellings",
    [
        ("Кузнечихин", "Kuznechikhin", "Kouznetchikhine", "KUZNECHIHIN"),
        ("Щербаков", "Shcherbakov", "Schtscherbakow", "Chtcherbakov", "Ščerbakov"),
        ("Жуков", "Zhukov", "Schukow", "Žukov"),
        ("Иванова", "Ivanov", "Ivanoff", "Iwanowa"),
        ("Şahin", "SAHIN"),
        ("小明", "Xiaoming", "Hsiaoming"),
    ],
)
def test_one_name_has_one_skeleton(spellings):
    assert skeletons(pl.Series(spellings))["skeleton"].n_unique() == 1


def test_arabic_letters_and_latin_share_their_consonants():
    assert skeletons(pl.Series(["محمد", "Mohammed", "Muhammad"]))["bones"].n_unique() == 1


def test_different_names_keep_different_skeletons():
    assert skeletons(pl.Series(["Petrov", "Pavlov", "Popov"]))["skeleton"].n_unique() == 3


@pytest.mark.parametrize(
    ("name", "words", "fathers"),
    [
        ("Иванов Пётр Сергеевич", ["Иванов", "Пётр"], ["Сергеевич"]),
        ("Ivan Petrovich", ["Ivan", "Petrovich"], []),
        ("Hassan al-Bari", ["Hassan", "Bari"], []),
        ("王小明", ["王", "小明"], []),
        ("Wang Hsiao-ming", ["Wang", "Hsiaoming"], []),
        ("Aliyev Heydar Alirza oglu", ["Aliyev", "Heydar"], ["Alirza", "oglu"]),
        ("Petrova-Vodkina Anna", ["Petrova", "Vodkina", "Anna"], []),
    ],
)
def test_the_parts_of_a_name(name, words, fathers):
    assert words_of(name) == (words, fathers)


def test_the_usual_spelling_is_likelier_than_another_name():
    spelling = russian_spelling()
    assert spelling.likeness("петров", "petrov") > spelling.likeness("петров", "pavlov")
    assert spelling.likeness("петров", "smith") < -1
