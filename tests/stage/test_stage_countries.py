"""Countries by exact name, code and bureau; nothing that is not certain."""

import csv
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.stage.countries import BEYOND_ISO, UNREADABLE, load_countries
from pipeline.stage.text import UNREAD, fold_all
from pipeline.stage.values import NOTHING, many_values, one_value
from pipeline.stage.vocabulary import lines

BUREAUS = {
    "NCB Ankara": "TUR",
    "NCB-Ankara": "TUR",
    "IP MOSCOW": "RUS",
    "I.P. Moscow": "RUS",
    "НЦБ Москва": "RUS",
    "НЦБ г. Москва": "RUS",
    "НЦБ Интерпола МВД России": "RUS",
    "НЦБ Интерпола в Республике Беларусь": "BLR",
    "BCN Paris": "FRA",
    "Bureau central national de Rabat": "MAR",
    "Interpol Minsk": "BLR",
    "MİB Ankara": "TUR",
    "UMB Ankara": "TUR",
    "OCN Madrid": "ESP",
    "NCB of the Russian Federation": "RUS",
    "NCB Moscow (Russia)": "RUS",
    "Ankara, Turkey": "TUR",
    "Bakü": "AZE",
    "NCB Victoria": "SYC",
    "Victoria": None,
    "NCB Atlantis": None,
    "IPSG": None,
    "IPSG Lyon": None,
}
ODDITIES = {
    "Kosovo": "XKX",
    "UNK": "XKX",
    "UNMIK": "XKX",
    "UN": "UNO",
    "ООН": "UNO",
    "914": "ICC",
    "916": "STL",
    "922": "IRMCT",
    "NA": "NAM",
    "UK": "GBR",
    "ru": "RUS",
    "tur": "TUR",
    "Hong Kong, China": "HKG",
    "Korea, Republic of": "KOR",
    "Bosnia and Herzegovina": "BIH",
    "999": None,
    "XX": None,
    "Rusia (?)": "RUS",
}


def one(words, texts: list[str]) -> dict[str, str | None]:
    reading = one_value(pl.Series(texts), words.countries.resolve)
    return dict(zip(texts, reading["value"], strict=True))


def test_names_in_six_languages_are_read_and_doubtful_ones_are_not(words):
    with (Path(__file__).parent / "country_names.csv").open(encoding="utf8", newline="") as handle:
        expected = {row["written"]: row["code"] or None for row in csv.DictReader(handle)}
    assert one(words, list(expected)) == expected


@pytest.mark.parametrize("expected", [BUREAUS, ODDITIES])
def test_bureaus_codes_and_oddities(words, expected):
    assert one(words, list(expected)) == expected


def test_every_iso_code_stands_for_itself(words):
    listed = [line for _, line in lines(Settings().vocabulary, "iso_3166", ("alpha_2", "alpha_3"))]
    expected = {line["alpha_2"]: line["alpha_3"] for line in listed} | {
        line["alpha_3"]: line["alpha_3"] for line in listed
    }
    assert one(words, list(expected)) == expected
    assert len(expected) == 500


def test_a_filler_says_nothing_and_an_unknown_name_is_listed(words):
    reading = one_value(
        pl.Series(["N/A", "-", "unknown", "неизвестно", "stateless", "Atlantis", "СССР"]), words.countries.resolve
    )
    assert reading["value"].null_count() == 7
    assert reading[UNREAD].to_list() == [None] * 5 + ["Atlantis", "СССР"]


def test_one_cell_of_one_field_holds_one_country(words):
    cells = {
        "RU\x1fRU": "RUS",
        "RU; Россия": "RUS",
        "RU\x1fUA": None,
        "Russia / Turkey": None,
        "Russia, Atlantis": None,
    }
    assert one(words, list(cells)) == cells


def test_lists_are_split_where_the_whole_is_no_country(words):
    cells = {
        "RU\x1fKZ\x1fRU": (["RUS", "KAZ"], None),
        "Bosnia and Herzegovina, Turkey": (["BIH", "TUR"], None),
        "Korea, Republic of; Turkey": (["KOR", "TUR"], None),
        "Россия и Турция": (["RUS", "TUR"], None),
        "Fransa ve Almanya": (["FRA", "DEU"], None),
        "NCB Paris | NCB Wiesbaden": (["FRA", "DEU"], None),
        "RU\nUA": (["RUS", "UKR"], None),
        "Atlantis, Russia": (["RUS"], ["Atlantis"]),
        "IPSG; all NCBs": (None, ["IPSG", "all NCBs"]),
        "N/A": (None, None),
    }
    reading = many_values(pl.Series(list(cells)), words.countries.resolve)
    assert dict(zip(cells, reading.iter_rows(), strict=True)) == cells


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=12))
def test_any_text_gives_a_known_code_or_none(words, text):
    code = words.countries.resolve(pl.Series([text])).item()
    assert code is None or code == NOTHING or code in set(words.countries.names.values()) - {UNREADABLE}


def test_our_own_list_never_gives_an_iso_code_another_meaning():
    folder = Settings().vocabulary
    iso = {line["alpha_2"]: line["alpha_3"] for _, line in lines(folder, "iso_3166", ("alpha_2", "alpha_3"))}
    codes = dict(zip(fold_all(iso), iso.values(), strict=True)) | {code.lower(): code for code in iso.values()}
    own = [(word, line["means"]) for _, line in lines(folder, "countries") for word in fold_all([line["value"]])]
    assert [(word, means) for word, means in own if codes.get(word, means) != means] == []
    assert not BEYOND_ISO - {"XKX"} & set(iso.values())


def test_a_code_nobody_knows_is_refused_with_its_line(tmp_path):
    for path in Settings().vocabulary.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "countries.csv").write_text("value,means,language,note\nRuritania,RUR,en,\n")
    with pytest.raises(Fault, match=r"countries.csv, line 2: means is 'RUR'"):
        load_countries(tmp_path, frozenset())
