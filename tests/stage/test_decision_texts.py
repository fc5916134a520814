"""A decision's text gives its fields with their places; what it does not say, or says twice, stays empty."""

from datetime import date
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Fault
from pipeline.mapping import Mapping
from pipeline.receive.readers import open_tables
from pipeline.receive.readers.base import LOCATOR
from pipeline.rehearse.formats import office, pdfs
from pipeline.schemas import BESIDE, STAGED
from pipeline.settings import Settings
from pipeline.stage.decision_rules import load_decision_rules
from pipeline.stage.kinds import KINDS
from pipeline.stage.normalise import Normalised, normalise
from pipeline.stage.reading.paragraphs import paragraphs, sentences
from pipeline.stage.source import Source
from pipeline.stage.vocabulary import MEANINGS
from pipeline.stage.words import Words, load_words

LINES = [
    "Decision of the Commission",
    "Request concerning [the Applicant]",
    "(Ref. CCF/2018/0123)",
    "(106th session, 16-19 October 2018)",
    "Having deliberated in camera during its 106th session, on 17 October 2018, delivered the following Decision.",
    "I. PROCEDURE",
    "1. On 3 March 2018 the Applicant lodged a complaint. It was found admissible on 5 April 2018.",
    "II. DATA RECORDED IN INTERPOL'S FILES",
    "2. The Applicant is the subject of a Red Notice published at the request of the NCB of Turkey.",
    "III. THE APPLICANT'S REQUEST",
    "3. The Applicant argues that the data are not compliant with Article 2 of the Constitution.",
    "IV. FINDINGS",
    "4. The NCB of France, consulted by the Commission, did not answer.",
    "\f",
    "FOR THESE REASONS, THE COMMISSION",
    "5. Decides that the data challenged are not compliant with Article 3 of INTERPOL's Constitution.",
]
FIELDS = {
    "reference": "CCF/2018/0123",
    "session": "106",
    "decided_on": "2018-10-17",
    "instrument": "red_notice",
    "respondent_country": "TUR",
    "outcome": "non_compliant",
    "grounds": "article_3",
}


@pytest.fixture
def read(words):
    def run(texts: list[str | None], **given_columns: list[str | None]) -> Normalised:
        batch = pl.DataFrame({"text": texts, **given_columns}, schema_overrides={"text": pl.String})
        mapping = Mapping("documents", columns={name: name for name in batch.columns}, as_of=date(2020, 1, 1))
        places = pl.Series(["page 1"] * batch.height, dtype=pl.String)
        return normalise(batch, places, KINDS["documents"], mapping, words, Source("d", "a.pdf", "0"), first=1)

    return run


def places(done: Normalised) -> dict[str, tuple[str, int]]:
    return {
        field: (value, page)
        for field, value, page in done.beside["document_fields"].select("field", "value", "page").rows()
    }


def test_each_field_is_read_with_its_page_and_its_words(read):
    done = read(["\n\n".join(LINES)])
    pages = dict.fromkeys(FIELDS, 1) | {"outcome": 2, "grounds": 2}
    assert places(done) == {field: (value, pages[field]) for field, value in FIELDS.items()}
    row = done.rows.row(0, named=True)
    assert (row["document_kind"], row["reference_key"], row["decided_on"]) == (
        "decision",
        "CCF-2018-0123",
        date(2018, 10, 17),
    )
    assert (row["grounds"], row["language"], row["pages"]) == (["article_3"], "en", 2)
    words = dict(done.beside["document_fields"].select("field", "words").rows())
    assert words["outcome"] == LINES[-1]
    assert done.unmapped.is_empty()


def test_a_decision_says_the_same_in_every_format(read, tmp_path):
    first, second = LINES[: LINES.index("\f")], LINES[LINES.index("\f") + 1 :]
    page = "".join(f"<p>{line}</p>" for line in LINES)
    rtf = r"{\rtf1\ansi " + r"\par ".join(line.replace("\f", r"\page") for line in LINES) + "}"
    files = {
        "a.pdf": pdfs.pdf([pdfs.text_page(first), pdfs.text_page(second)]),
        "a.docx": office.docx(LINES),
        "a.html": f"<html><body>{page}</body></html>".encode(),
        "a.txt": "\n".join(LINES).encode(),
        "a.rtf": rtf.encode(),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        table = next(iter(open_tables(tmp_path / name, {})))
        done = read(pl.concat(table.batches).drop(LOCATOR)["text"].to_list())
        assert {field: value for field, (value, _) in places(done).items()} == FIELDS, name


@pytest.mark.parametrize("mark", ["CCF/[xxx]/[xxx]", "CCF/xxx", "CCF/ […]", "CCF/…", "CCF/R […]"])
def test_a_number_that_is_blacked_out_is_kept_and_is_no_number(read, mark):
    row = read([f"Decision of the Commission\n\n(Ref. {mark})\n\nRequest concerning Aaa BBB"]).rows.row(0, named=True)
    assert row["reference"].startswith("CCF/") and row["reference_key"] is None
    assert row["respondent_country"] is row["outcome"] is row["decided_on_text"] is None


def test_a_session_of_several_days_gives_no_more_than_they_share(read):
    done = read(
        [
            f"Decision of the Commission\n\n({session})"
            for session in (
                "100th session, 27-29 March 2017",
                "107th session, 28 January-1 February 2019",
                "[xxx]th session / [date]",
            )
        ]
    )
    assert done.rows.select("session", "decided_on_text", "decided_on").rows() == [
        ("100", "2017-03", None),
        ("107", "2019", None),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Decides that the Red Notice is not compliant. Decides that the diffusion is compliant with INTERPOL's rules.",
        "Decides that, if the NCB does not answer, the data shall be deleted.",
        "Recalls that it had decided that the data were not compliant.",
        "Cannot conclude that the data are not compliant.",
        "Decides to postpone the case.",
    ],
)
def test_a_contradiction_and_a_supposition_decide_nothing(read, said):
    row = read([f"Decision of the Commission\n\nFor these reasons, the Commission\n\n{said}"]).rows.row(0, named=True)
    assert row["outcome"] is row["grounds"] is None


def test_what_the_text_contradicts_is_listed(read):
    text = "Decision of the Commission\n\nFor these reasons\n\nDecides that the Red Notice is not compliant"
    done = read([f"{text}.\n\nDecides that the diffusion is compliant."])
    assert {(field, value) for field, value in done.unmapped.select("field", "value").rows()} == {
        ("outcome", "the text says compliant and non_compliant"),
        ("instrument", "the text says red_diffusion and red_notice"),
    }


def test_what_a_column_gives_stands(read):
    done = read(
        ["\n\n".join(LINES)], outcome=["compliant"], respondent_country=["Atlantis"], document_kind=["decision"]
    )
    row = done.rows.row(0, named=True)
    assert (row["outcome"], row["respondent_country"], row["respondent_country_text"]) == (
        "compliant",
        None,
        "Atlantis",
    )
    assert not {"outcome", "respondent_country"} & places(done).keys()


def test_a_report_is_no_decision(read):
    row = read(["Annual report 2019\n\nThe Commission decides that the data are compliant."]).rows.row(0, named=True)
    assert (row["document_kind"], row["outcome"]) == ("report", None)


def test_printed_lines_are_joined_and_numbers_end_no_sentence():
    lines = [
        "1. The Commission, which had the file",
        "before it, recalls Art. 3 of the Constitution. It is",
        "settled.",
    ]
    page = "\n".join([*lines, "FINDINGS", "2. Next."])
    assert paragraphs(page) == [
        "1. The Commission, which had the file before it, recalls Art. 3 of the Constitution. It is settled.",
        "FINDINGS",
        "2. Next.",
    ]
    assert sentences([page])["said"].to_list()[1] == "It is settled."


@cache
def loaded() -> Words:
    return load_words(Settings().vocabulary)


PHRASES = st.sampled_from(
    [*LINES, "FOR THESE REASONS", "not compliant", "shall be deleted", "NCB of", "[…]", "\f", "\n", "  "]
)


@settings(max_examples=20, deadline=None)
@given(
    texts=st.lists(
        st.one_of(st.none(), st.text(max_size=200), st.lists(PHRASES, max_size=30).map(" \n".join)), max_size=3
    )
)
def test_any_text_gives_fields_of_the_tables_or_none(texts):

    batch = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    mapping = Mapping("documents", columns={"text": "text"}, constants={"document_kind": "decision"})
    places_ = pl.Series(["page 1"] * batch.height, dtype=pl.String)
    done = normalise(batch, places_, KINDS["documents"], mapping, loaded(), Source("d", "a", "0"), first=1)
    assert dict(done.rows.schema) == STAGED["documents"] and done.rows.height == len(texts)
    assert dict(done.beside["document_fields"].schema) == BESIDE["document_fields"]
    assert set(done.rows["outcome"].drop_nulls()) <= MEANINGS["outcome"]
    assert set(done.rows["instrument"].drop_nulls()) <= MEANINGS["instrument"]


@pytest.mark.parametrize(
    "line, found",
    [
        ("verdict,x,y", "field is 'verdict'"),
        ("outcome,guilty,y", "means is 'guilty'"),
        ("outcome,compliant,(", "the pattern is not valid"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_with_its_line(tmp_path, line, found):
    (tmp_path / "decision_rules.csv").write_text(f"field,means,pattern\n{line}\n")
    with pytest.raises(Fault, match="line 2") as raised:
        load_decision_rules(tmp_path)
    assert found in str(raised.value)
