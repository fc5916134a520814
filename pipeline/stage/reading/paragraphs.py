"""A text as paragraphs and sentences, each with its page: the places that a value is read from."""

import re
from collections.abc import Iterable, Iterator

import polars as pl

from pipeline.stage.text import folded

LONGEST = 2_000  # characters of a sentence that are looked at
MOST = 50_000  # sentences of a text that are looked at
SENTENCES = {
    "doc": pl.Int64,
    "page": pl.Int64,
    "paragraph": pl.Int64,
    "place": pl.Int64,
    "said": pl.String,
}

_TYPESET = 160  # characters that no printed line is longer than: above it, each line is a paragraph
_FULL = 0.6  # part of the longest line of a page that a line within a paragraph fills
_BEGINS = re.compile(r"(?:\d{1,3}[.)]|[IVXL]{1,5}[.)]|\(?[a-zа-я]\)|[-–—•*])\s")
_ENDS = re.compile(r"[.!?:][\"”»)\]]?$")
_END = re.compile(r"(?<=[.!?])[\"”»)\]]?\s+(?=[\"“«(\[]?[^\W_a-zа-яёà-ÿ])|(?<=;)\s+")
_SHORT_WORDS = {
    *("art", "arts", "no", "nos", "ref", "réf", "para", "paras", "p", "pp", "mr", "mrs", "ms", "dr", "v", "vs", "cf"),
    *(
        "e.g",
        "i.e",
        "al",
        "st",
        "n°",
        "par",
        "approx",
        "ca",
        "env",
        "ст",
        "г",
        "гг",
        "т.е",
        "п",
        "им",
        "т",
        "тыс",
        "млн",
    ),
}
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[IVXL]{1,5}|[a-z])[.)]")


def sentences(texts: Iterable[str | None]) -> pl.DataFrame:
    """One row for each sentence, in order.

    doc        place of the text in `texts`, from 0
    page       from 1; pages are parted by form feeds
    paragraph  place on its page, from 1
    place      of the sentence in the text, from 1
    said       the sentence on one line
    plain      the same folded (see text.folded)
    """
    rows = [(doc, *each) for doc, text in enumerate(texts) for each in _sentences(text or "")]
    frame = pl.DataFrame(rows, schema=SENTENCES, orient="row")
    return frame.with_columns(plain=folded(pl.col("said")))


def paragraphs(page: str) -> list[str]:
    """The paragraphs of a page, each on one line; lines that a printer broke are joined."""
    lines = [" ".join(line.split()) for line in page.split("\n")]
    width = max(map(len, lines), default=0)
    found: list[str] = []
    before = ""
    for line in lines:
        if line and before and _goes_on(before, line, width):
            found[-1] = f"{found[-1]}{'' if before.endswith('-') else ' '}{line}"
        elif line:
            found.append(line)
        before = line
    return found


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line belongs to the paragraph of the line before it."""
    if width > _TYPESET or len(before) < _FULL * width or (_ENDS.search(before) and line[0].isupper()):
        return False
    return not (_BEGINS.match(line) or line.isupper() or before.isupper())


def _sentences(text: str) -> Iterator[tuple[int, int, int, str]]:
    place = 0
    for page, words in enumerate(text.split("\f"), 1):
        for number, paragraph in enumerate(paragraphs(words), 1):
            for said in _split(paragraph):
                place += 1
                if place > MOST:
                    return
                yield page, number, place, said[:LONGEST]


def _split(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; `Art. 3` and the number of a paragraph end none."""
    begun = ""
    for piece in _END.split(paragraph):
        begun = f"{begun} {piece}" if begun else piece
        last = begun.rsplit(" ", 1)[-1].strip('("“«[')
        if not (last.endswith(".") and last[:-1].lower() in _SHORT_WORDS) and not _NUMBER.fullmatch(begun):
            yield begun
            begun = ""
    if begun:
        yield begun
