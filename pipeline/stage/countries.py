"""Countries, as ISO 3166-1 alpha-3, from codes, names in many languages, and the names bureaus go by.

Only whole, exact names count (letter case, accents and punctuation aside): nothing is matched by likeness. The
names are those of the Unicode locale data in babel, corrected and widened by countries.csv; why this library is in
docs/decisions/countries.md. bureau_words.csv and bureau_cities.csv read "НЦБ Москва" and "BCN Paris".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from babel import Locale

from pipeline.errors import Fault
from pipeline.stage.text import fold_all, folded, read_each
from pipeline.stage.values import NOTHING
from pipeline.stage.vocabulary import lines, load_vocabulary, meaning_of

LANGUAGES = ("en", "fr", "ru", "tr", "es", "ar", "uk", "de", "pt", "it")

# Codes of the public tables beside the ISO ones: Kosovo, UN bodies, international tribunals.
BEYOND_ISO = frozenset({"XKX", "UNO", "ICC", "STL", "ICTY", "ICTR", "IRMCT", "SCSL", "ECCC"})
UNREADABLE = "?"  # `means` of a name that stands for no country of today, or for more than one


@dataclass(frozen=True)
class Countries:
    """Folded names, folded cities of bureaus, and patterns of the words that say "this is a bureau"."""

    names: dict[str, str]
    cities: dict[str, str]
    bureau: str
    joiners: str

    def resolve(self, texts: pl.Series) -> pl.Series:
        """The code of each text; NOTHING where it says that nothing is known; null where it names no country."""
        frame = read_each(texts, plain=folded(pl.col("text")))
        rest = pl.col("plain").str.replace_all(self.bureau, " ")
        frame = frame.with_columns(rest=self._bare(rest), is_bureau=pl.col("plain").str.contains(self.bureau))
        bureau = pl.coalesce(
            meaning_of(pl.lit("ncb ") + pl.col("rest"), self.cities),
            meaning_of(pl.col("rest"), self.cities),
            meaning_of(pl.col("rest"), self.names),
        )
        plain = pl.col("plain")
        code = pl.coalesce(
            meaning_of(plain, self.names),
            pl.when(pl.col("is_bureau") & (pl.col("rest") != "")).then(bureau),
            meaning_of(plain, self.cities),
        )
        return frame.select(pl.when(code != UNREADABLE).then(code)).to_series()

    def _bare(self, rest: pl.Expr) -> pl.Expr:
        return rest.str.replace_all(self.joiners, " ").str.replace_all(" +", " ").str.strip_chars(" ")


def load_countries(folder: Path, fillers: frozenset[str]) -> Countries:
    """Names of the library and of countries.csv, which has the last word; `fillers` are texts that say nothing.

    A name that two languages give to different countries is left out, unless countries.csv says which it is.
    """
    iso = {line["alpha_2"]: line["alpha_3"] for _, line in lines(folder, "iso_3166", ("alpha_2", "alpha_3"))}
    own = load_vocabulary(folder, "countries").means
    codes = {code: code for code in (*iso.values(), *BEYOND_ISO)} | iso
    _check_codes(folder, set(codes.values()))
    fixed = dict(zip(fold_all(codes), codes.values(), strict=True))
    words = load_vocabulary(folder, "bureau_words").means
    return Countries(
        names=_library_names(iso) | fixed | dict.fromkeys(fillers, NOTHING) | {"": NOTHING} | {"na": "NAM"} | own,
        cities=load_vocabulary(folder, "bureau_cities").means,
        bureau=_any_of(word for word, means in words.items() if means == "bureau"),
        joiners=_any_of(word for word, means in words.items() if means == "joiner"),
    )


def _library_names(iso: dict[str, str]) -> dict[str, str]:
    """Folded names in LANGUAGES -> code."""
    pairs = [
        (name, iso[territory])
        for language in LANGUAGES
        for territory, name in sorted(Locale(language).territories.items())
        if territory in iso
    ]
    names: dict[str, str] = {}
    for name, code in zip(fold_all(name for name, _ in pairs), (code for _, code in pairs), strict=True):
        if names.setdefault(name, code) != code:
            names[name] = UNREADABLE
    return names


def _check_codes(folder: Path, codes: set[str]) -> None:
    """Fault where a line of ours means a code that no public table has."""
    for name in ("countries", "bureau_cities"):
        for place, line in lines(folder, name):
            if line["means"] not in codes | {UNREADABLE, NOTHING}:
                raise Fault(place, f"means is {line['means']!r}", "Use an ISO 3166-1 alpha-3 code, '?' or '-'.")


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return rf"\b(?:{'|'.join(ordered)})\b"
