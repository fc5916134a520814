"""The numbers of a sentence: each taken out and replaced by a sign, so that rules can speak of "a share" or "a count".

What is no figure (years, days, articles, pages, ranges) is told apart here. A number whose writing leaves two readings
("1,204 %") is none.
"""

import re
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from pipeline.stage.figure_rules import COUNT, DECIMAL, SHARE, FigureRules

FIRST, LAST = 1990, 2035  # years that records of this kind speak of
SPAN, NO_FIGURE = "yearspan", "nofigure"
_LETTERS = str.maketrans({"ı": "i", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "–": "-", "—": "-"})
_YEAR = r"(?:199\d|20[0-3]\d)"
_N = r"\d{1,3}(?:[ .,']\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_FEW = r"\d{1,3}(?:[.,]\d+)?"
_DATE = re.compile(rf"\b\d{{1,2}}[./]\d{{1,2}}[./]({_YEAR})\b|\b{_YEAR}-\d\d-\d\d\b")
_SPANS = re.compile(
    rf"\b(?:between|from|entre|de|с|от) {_YEAR} (?:and|to|et|a|по|до|и) {_YEAR}\b|\b{_YEAR} ?[-/] ?(?:{_YEAR}|\d\d)\b"
    rf"|\b(?:since|depuis|с) {_YEAR}(?= |$)|\b{_YEAR} (?:to|and|et|a|и) {_YEAR}\b"
)
_ONE_YEAR = re.compile(rf"(?<![\d.,]){_YEAR}(?![.,]?\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")
_MIXED = re.compile(r"(\d{1,3}(?:[ .,']\d{3})+)[.,](\d{1,2})")
_JOINTS = re.compile(r"[\s,.'-]+")
_FEW_DECIMALS = re.compile(r"\d+[.,]\d{1,2}")


@dataclass(frozen=True)
class Said:
    """A number: its value, its kind (SHARE in per cent, COUNT, DECIMAL), and half of its last digit as written."""

    value: float
    kind: str
    precision: float


@dataclass
class Signed:
    """A sentence with signs for its numbers: `pct0`, `num1` …, numbered by their place in `numbers`; and its years."""

    text: str
    numbers: list[Said] = field(default_factory=list)
    years: list[int] = field(default_factory=list)

    def sign(self, said: Said) -> str:
        self.numbers.append(said)
        return f" {said.kind}{len(self.numbers) - 1} "

    def year(self, text: str) -> str:
        self.years.append(int(text))
        return f" year{len(self.years) - 1} "


class Signer:
    """Puts signs for numbers, by the words of figure_words.csv."""

    def __init__(self, rules: FigureRules, months: dict[str, str]) -> None:
        percents = [r"%", *(re.escape(word) for word in _longest(rules.words["percent"]) if word != "percentsign")]
        self._share = re.compile(rf"(?<![\w.,])({_N})\s?(?:{'|'.join(percents)})(?![^\W\d_])")
        self._range = re.compile(
            rf"(?<![\w.,]){_FEW}\s?%?\s?(?:-|to|and|a|et|до|и)\s?{_FEW}\s?(?:{'|'.join(percents)})"
        )
        self._word = _any(rules.shares)
        self._shares = rules.shares
        self._thousand = _any(rules.words["per_thousand"])
        self._reference = re.compile(rf"{_any(rules.words['reference']).pattern}\.?\s?(?:n[°o]\.?\s?)?\d[\d.,()/-]*")
        self._month = re.compile(
            rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?\.? (?:de |of )?(?:{_either(months)})\.?(?: de| of|,)? (?={_YEAR})"
        )
        self._number = re.compile(rf"(?<![\d.,\w])({_N})(?!\w)")

    def sign(self, sentence: str) -> Signed:
        """The sentence in small letters without accents, its numbers as signs."""
        signed = Signed(_plain(sentence))
        text = _DATE.sub(lambda m: f" {m[1] or m[0][:4]} ", signed.text)
        text = self._month.sub(" ", text)
        text = self._reference.sub(f" {NO_FIGURE} ", text)
        text = self._thousand.sub(" perthousand ", text)
        text = self._range.sub(f" {NO_FIGURE} ", text)
        text = self._share.sub(lambda m: _signed(signed, _percent(m[1])), text)
        text = self._word.sub(lambda m: signed.sign(Said(self._shares[_JOINTS.sub(" ", m[0])], SHARE, 5.0)), text)
        text = _SPANS.sub(f" {SPAN} ", text)
        text = _ONE_YEAR.sub(lambda m: signed.year(m[0]), text)
        text = self._number.sub(lambda m: _signed(signed, _count(m[1])), text)
        signed.text = " ".join(re.sub(r"[^\w;]+", " ", text).split())
        return signed


def _signed(signed: Signed, said: Said | None) -> str:
    return signed.sign(said) if said else f" {NO_FIGURE} "


def _percent(text: str) -> Said | None:
    """ "90", "10.2", "91,5"; nothing above a hundred, nothing with three decimals."""
    if not (text.isdigit() or _FEW_DECIMALS.fullmatch(text)) or float(text.replace(",", ".")) > 100:
        return None
    return Said(float(text.replace(",", ".")), SHARE, _half(text))


def _count(text: str) -> Said | None:
    """ "651", "1 650", "1.204" (a count has no fraction); "7.4" is a decimal."""
    if text.isdigit():
        return Said(float(text), COUNT, 0.5)
    if _GROUPED.fullmatch(text):
        return Said(float(re.sub(r"\D", "", text)), COUNT, 0.5)
    if _FEW_DECIMALS.fullmatch(text):
        return Said(float(text.replace(",", ".")), DECIMAL, _half(text))
    return None


def _half(text: str) -> float:
    """Half of the last digit written."""
    decimals = len(re.split(r"[.,]", text)[1]) if re.search(r"[.,]", text) else 0
    return float(round(0.5 / 10**decimals, decimals + 1))


def _plain(sentence: str) -> str:
    letters = normalize("NFKD", normalize("NFC", sentence.translate(_LETTERS)).lower())
    return "".join(sign for sign in letters if not combining(sign)).translate(_LETTERS)


def _longest(words: dict[str, str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _either(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))  # type: ignore[call-overload]


def _any(words: object) -> re.Pattern[str]:
    """Any of these folded words, with whatever stands between the parts of one."""
    return re.compile(rf"\b(?:{_either(words)})\b".replace(r"\ ", r"[\s,.'-]+"))
