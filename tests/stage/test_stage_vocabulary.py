"""Words of four languages and the press mean what the public tables call them; nothing else means anything."""

import polars as pl
import pytest

from pipeline.errors import Fault
from pipeline.settings import Settings
from pipeline.stage.text import UNREAD
from pipeline.stage.values import many_values, one_value
from pipeline.stage.vocabulary import MEANINGS, load_vocabulary, meaning_of
from pipeline.stage.words import CLOSED, load_words

EXAMPLES = {
    "instrument": {
        "red_notice": ["Red Notice", "RED NOTICE", "notice rouge", "красное уведомление", "KIRMIZI BÜLTEN"],
        "red_diffusion": [
            *("red diffusion", "wanted persons diffusion", "Wanted Persons Diffusion (WPD)", "WPD", "diffusion rouge"),
            *("Diffusion", "диффузия"),  # docs/decisions/short_words.md
            *("kırmızı difüzyon", "красная диффузия", "diffusion de personne recherchée"),
        ],
        "blue_notice": ["Blue Notice", "notice bleue", "mavi bülten", "синее уведомление"],
        "other": ["Purple Notice", "SLTD", "blue diffusion"],
        None: ["Notice", "Red Notice; Diffusion", "chartreuse notice"],
    },
    "check_outcome": {
        "passed": ["approved", "Published", "conforme", "опубликовано", "yayımlandı", "onaylandı"],
        "refused": ["Not compliant", "refusée", "отказано", "reddedildi"],
        "withdrawn": ["withdrawn by NCB", "retirée", "отозвано", "geri çekildi"],
        "pending": ["request being processed", "en cours", "на рассмотрении", "inceleniyor"],
        "not_checked": ["not checked", "non vérifiée", "без проверки", "kontrol edilmedi"],
        None: ["refused or cancelled", "cancelled", "upheld"],
    },
    "outcome": {
        "compliant": ["Compliant", "соответствует", "uygun", "data retained"],
        "compliant_with_update": [
            *("Compliant with update", "Conditions for revision met, Compliant with update"),
            *("conforme avec mise à jour", "соответствует с обновлением", "güncelleme ile uygun"),
        ],
        "non_compliant": [
            *("Not compliant", "Conditions for revision met, Not compliant", "non conforme", "удалено", "silindi"),
        ],
        "revision_refused": ["Conditions for revision not met", "в пересмотре отказано"],
        "deleted_by_source": ["Deleted by IPSG or NCB", "supprimée par le BCN", "удалено НЦБ", "karardan önce silindi"],
        "inadmissible": ["inadmissible", "irrecevable", "неприемлемо", "kabul edilemez"],
        "no_data": ["no data", "aucune donnée", "данные отсутствуют", "kayıt yok", "нет данных"],
        "pending": ["pending", "en cours", "на рассмотрении", "derdest"],
        "withdrawn": ["withdrawn", "désistement", "отозвано", "feragat"],
        "answered": ["answered", "accès accordé", "ответ дан", "yanıtlandı"],
        None: ["upheld", "Conditions for revisions not met, Compliant with update"],
    },
    "complaint_kind": {
        "deletion": ["complaint", "deletion request", "correction/deletion", "plainte", "жалоба", "silme talebi"],
        "access": ["Access", "demande d'accès", "запрос на доступ", "erişim talebi"],
        "revision": ["application for revision", "révision", "пересмотр", "yeniden inceleme"],
        None: ["other", "preventive"],
    },
    "cancelled_by": {
        "ccf": ["CCF", "Commission", "ККФ", "komisyon"],
        "general_secretariat": ["IPSG", "Secrétariat général", "Генсекретариат", "Genel Sekreterlik"],
        "requesting_bureau": ["requesting NCB", "BCN", "инициатор", "talep eden büro"],
        "expired": ["expired", "délai expiré", "срок истек", "süresi doldu"],
    },
    "ground": {
        "article_2": ["Article 2", "Art. 2", "ст. 2", "madde 2"],
        "article_3": ["Article 3", "predominantly political", "caractère politique", "политический характер", "siyasi"],
        "ne_bis_in_idem": ["ne bis in idem", "chose jugée"],
        "private_matter": ["private dispute", "litige privé", "частный спор", "özel hukuk"],
    },
    "purpose": {
        "locate": ["locate", "localisation", "установление местонахождения", "yer tespiti"],
        "reply": ["reply", "réponse", "ответ", "cevap"],
        "cancel": ["cancellation", "annulation", "прекращение розыска", "iptal"],
        "arrest": ["provisional arrest", "arrestation", "задержание", "tutuklama"],
        "information": ["request for information", "renseignements", "запрос информации", "bilgi talebi"],
    },
    "boolean": {"true": ["yes", "oui", "да", "evet", "1", "TRUE"], "false": ["no", "non", "нет", "hayır", "0"]},
    "sex": {"M": ["male", "homme", "мужской", "erkek"], "F": ["F", "femme", "женский", "kadın"]},
    "population": {"published_list": ["public list"], "register": ["registre", "реестр"]},
    "document_kind": {"decision": ["décision", "решение", "karar"], "report": ["rapport", "отчёт", "rapor"]},
    "offence_category": {"fraud": ["мошенничество", "escroquerie"], "drugs": ["stupéfiants", "uyuşturucu"]},
}  # fmt: skip


@pytest.mark.parametrize("vocabulary", EXAMPLES)
def test_words_as_sources_write_them(words, vocabulary):
    expected = {text: means for means, texts in EXAMPLES[vocabulary].items() for text in texts}
    reading = one_value(pl.Series(list(expected)), words.closed[vocabulary].resolve)
    assert dict(zip(expected, reading["value"], strict=True)) == expected
    unread = [text for text in reading[UNREAD] if text is not None]
    assert unread == [text for text, means in expected.items() if means is None]


@pytest.mark.parametrize("vocabulary", sorted(set(CLOSED) - {"boolean"}))
def test_every_value_of_the_public_tables_is_a_word_of_its_own(words, vocabulary):
    values = pl.Series(sorted(MEANINGS[vocabulary]))
    assert words.closed[vocabulary].resolve(values).to_list() == values.to_list()


def test_grounds_are_a_list(words):
    cells = {
        "Article 2; Article 3": ["article_2", "article_3"],
        "article 2, 3": ["article_2", "article_3"],
        "политический характер и качество данных": ["article_3", "data_quality"],
        "Art. 3 / Art. 3": ["article_3"],
    }
    reading = many_values(pl.Series(list(cells)), words.closed["ground"].resolve)
    assert reading["value"].to_list() == list(cells.values())


def test_what_no_vocabulary_knows_is_null_and_listed_and_a_filler_is_null_alone(words):
    reading = one_value(pl.Series(["n/a", "-", "неизвестно", "see annex"]), words.closed["outcome"].resolve)
    assert reading.rows() == [(None, None), (None, None), (None, None), (None, "see annex")]


@pytest.mark.parametrize(
    "text, said",
    [
        ("value,means\nRot,rot\n", "colour.csv, line 2: means is 'rot'"),
        ("value,means\nRed,red_notice\nred.,other\n", "colour.csv, line 3: 'red.' already means 'red_notice'"),
        ("word,means\nRed,red_notice\n", "colour.csv, line 1: no column value"),
    ],
)
def test_a_bad_line_is_named(tmp_path, monkeypatch, text, said):
    monkeypatch.setitem(MEANINGS, "colour", MEANINGS["instrument"])
    (tmp_path / "colour.csv").write_text(text)
    with pytest.raises(Fault) as fault:
        load_vocabulary(tmp_path, "colour")
    assert said in str(fault.value)


def test_a_missing_vocabulary_is_named(tmp_path):
    with pytest.raises(Fault, match=r"placeholders.csv: there is no such file"):
        load_words(tmp_path)


def test_the_files_of_the_project_load():
    words = load_words(Settings().vocabulary)
    assert set(words.closed) == set(CLOSED)
    assert pl.select(meaning_of(pl.lit("march"), words.months)).item() == "3"
