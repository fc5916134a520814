"""A message without a stated purpose is read by rules, in three languages; what no rule knows stays empty."""

import polars as pl
import pytest

from pipeline.mapping import Mapping
from pipeline.receive.readers import open_tables
from pipeline.receive.readers.base import LOCATOR
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import normalise
from pipeline.stage.source import Source

TEXTS = {
    "We request that you locate the above person in your country.": "locate",
    "Please provide information on the criminal records of the subject.": "information",
    "You are requested to arrest the person and hold him with a view to extradition.": "arrest",
    "Please cancel our request; the person is no longer wanted.": "cancel",
    "In reply to your message of 3 May: nothing is known of the whereabouts of the subject.": "reply",
    "Prière de localiser l'intéressé sur votre territoire.": "locate",
    "Veuillez procéder à l'arrestation de l'intéressé en vue de son extradition.": "arrest",
    "Suite à votre message, aucun renseignement n'est disponible.": "reply",
    "Veuillez annuler notre demande.": "cancel",
    "Prière de transmettre tous renseignements sur l'intéressé.": "information",
    "Просим установить местонахождение указанного лица.": "locate",
    "Просим задержать указанное лицо с целью выдачи.": "arrest",
    "На ваш запрос сообщаем: сведений не имеется.": "reply",
    "Просим сообщить имеющиеся сведения.": "information",
    "Просим прекратить розыск указанного лица.": "cancel",
    "The meeting will be held on Tuesday.": None,
    "See attached.": None,
}


def read(words, rows: list[dict[str, str | None]]) -> pl.DataFrame:
    batch = pl.DataFrame(rows, schema={name: pl.String for row in rows for name in row})
    mapping = Mapping("messages", columns={name: name for name in batch.columns}, constants={"reference": "M/1"})
    places = pl.Series([f"line {n}" for n in range(batch.height)])
    return normalise(batch, places, KINDS["messages"], mapping, words, Source("d", "a", "0"), first=1).rows


def test_the_text_says_what_a_message_is_for(words):
    rows = read(words, [{"text": text} for text in TEXTS])
    assert dict(zip(TEXTS, rows["purpose"], strict=True)) == TEXTS


def test_what_is_stated_stands_and_the_subject_comes_before_the_text(words):
    rows = [
        {"purpose": "information", "subject": "Arrest of X", "text": "Please cancel our request."},
        {"purpose": None, "subject": "Request for information", "text": "Please locate the person."},
    ]
    assert read(words, rows)["purpose"].to_list() == ["information", "information"]


BLOCKS = {
    "en": "FROM: NCB Ankara\nTO: NCB Paris; NCB Rome\nOUR REF: M/7\nYOUR REF: P/1\nDATE: 3 May 2019\nSUBJECT: A case\n"
    "PERSON: Aaa BBB\nTEXT:\nWe request that you locate the person.",
    "fr": "DE: BCN Ankara\nÀ: BCN Paris; BCN Rome\nN/RÉF: M/7\nV/RÉF: P/1\nDATE: 3 mai 2019\nOBJET: A case\n"
    "PERSONNE: Aaa BBB\nTEXTE:\nPrière de localiser la personne.",
    "ru": "ОТ: НЦБ Анкара\nКОМУ: НЦБ Париж; НЦБ Рим\nИСХ. №: M/7\nНА ВАШ №: P/1\nДАТА: 3 мая 2019\nТЕМА: A case\n"
    "ЛИЦО: Aaa BBB\nТЕКСТ:\nПросим установить местонахождение лица.",
}


@pytest.mark.parametrize("language", BLOCKS)
def test_a_block_gives_all_its_fields_in_each_language(words, tmp_path, language):
    (tmp_path / "a.txt").write_text(BLOCKS[language], "utf8")
    table = next(iter(open_tables(tmp_path / "a.txt", {})))
    fields = {"from": "from_country", "to": "to_countries", "person": "name", "date": "sent_on"}
    batch = pl.concat(table.batches).drop(LOCATOR)
    mapping = Mapping("messages", columns={name: fields.get(name, name) for name in batch.columns})
    rows = normalise(
        batch, pl.Series(["line 1"]), KINDS["messages"], mapping, words, Source("d", "a", "0"), first=1
    ).rows
    row = rows.row(0, named=True)
    assert (row["from_country"], row["to_countries"], row["sent_on_text"]) == ("TUR", ["FRA", "ITA"], "2019-05-03")
    assert (row["reference"], row["in_reply_to"], row["subject"], row["name"]) == ("M/7", "P/1", "A case", "Aaa BBB")
    assert row["purpose"] == "locate"
