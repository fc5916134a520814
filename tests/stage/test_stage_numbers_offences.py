"""Numbers where only one number can be meant, and kinds of offence by ordered rules."""

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.stage.numbers import read_counts, read_measures
from pipeline.stage.offences import load_offence_rules
from pipeline.stage.vocabulary import lines

CHARGES = {
    "Мошенничество в особо крупном размере": "fraud",
    "Убийство": "violence",
    "Escroquerie en bande organisée": "fraud",
    "Nitelikli dolandırıcılık": "fraud",
    "Participation in illegal armed formation": "terrorism",
    "Silahlı terör örgütüne üye olmak": "terrorism",
    "Участие в экстремистском сообществе": "extremism",
    "HOMICIDIO AGRAVADO Y ORGANIZACIONES TERRORISTAS": "terrorism",
    "Homicidio agravado, robo agravado": "violence",
    "Murder; drug trafficking": "drugs",
    "Изнасилование": "sexual",
    "Viol": "sexual",
    "Violence with intent": "violence",
    "Trafic de stupéfiants": "drugs",
    "Computer fraud": "cyber",
    "Уклонение от уплаты налогов": "tax",
    "Получение взятки": "corruption",
    "Vol": "theft",
    "Involvement in a project": None,
    "Хулиганство": "public_order",
    "Crossing the road": None,
}


@pytest.mark.parametrize(
    "written, number",
    [
        *(("12", 12), ("1 234", 1234), ("1,234", 1234), ("1.234.567", 1234567), ("12.0", 12), ("-3", -3)),
        *(("1.5", None), ("12 persons", None), ("1e3x", None), ("1,23", None)),
    ],
)
def test_counts(tidy, written, number):
    assert read_counts(tidy([written])).row(0) == (number, written if number is None else None)


@pytest.mark.parametrize(
    "written, number",
    [
        *(
            ("45.5", 45.5),
            ("45,5", 45.5),
            ("1 234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("0,125", 0.125),
        ),
        *(("1.234", 1.234), ("1,234", None), ("45.5 %", None), ("about 5", None)),
    ],
)
def test_measures(tidy, written, number):
    assert read_measures(tidy([written])).row(0) == (number, written if number is None else None)


def test_charges_fall_under_the_first_rule_that_knows_them(words):
    read = words.offences.categories(pl.Series(list(CHARGES)))
    assert dict(zip(CHARGES, read, strict=True)) == CHARGES


def test_a_blank_charge_has_no_category(words):
    assert words.offences.categories(pl.Series([None], dtype=pl.String)).to_list() == [None]


def test_the_order_of_the_file_decides(tmp_path):
    (tmp_path / "offence_rules.csv").write_text("pattern,means\nrobbery.*death,violence\nrobbery,theft\n")
    read = load_offence_rules(tmp_path).categories(pl.Series(["Robbery causing death", "robbery"]))
    assert read.to_list() == ["violence", "theft"]


@pytest.mark.parametrize("line", ["robbery,burglary", "rob(bery,theft"])
def test_a_bad_rule_is_refused_with_its_line(tmp_path, line):
    (tmp_path / "offence_rules.csv").write_text(f"pattern,means\n{line}\n")
    with pytest.raises(Fault, match=r"offence_rules.csv, line 2"):
        load_offence_rules(tmp_path)


def test_every_rule_of_the_project_has_a_language():
    rules = lines(Settings().vocabulary, "offence_rules", ("pattern", "means"))
    assert len(rules) > 50
    assert {rule["language"] for _, rule in rules} >= {"en", "fr", "ru", "tr", "es"}
