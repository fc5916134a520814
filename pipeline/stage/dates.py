"""Dates as people write them, never more precise than written.

A date is day-first unless the delivery says otherwise. What is not understood whole ("circa 2015", "31.02.2015",
"Q1 2015") is not understood at all. Two-digit years: docs/decisions/dates.md.
"""

import polars as pl

from pipeline.stage.text import UNREAD, by_distinct, folded, read_each
from pipeline.stage.vocabulary import meaning_of

EARLIEST, LATEST = 1850, 2100  # years outside are typing errors or placeholders such as 9999
# What two digits can stand for without a doubt. INTERPOL in its present form dates from 1946, so an event of "12" is
# of 2012 and one of "98" of 1998. A person born in "98" was born in 1998; one born in "12" in 1912 or in 2012.
FIRST_YEAR = 1946

_TIME = (
    r"(?i)(?:,?\s+(?:at\s+|à\s+|в\s+)?|t)"
    r"\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:am|pm|a\.m\.|p\.m\.)?"
    r"\s*(?:z|[a-z]{3,4}|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\s*\([a-z .]+\))?$"
)
_BASIC_TIME = r"(?i)^(\d{8})t\d{4}(?:\d{2})?z?$"
_WELL_FORMED = r"^[\p{L}\p{M}\p{N}]+(?:(?: ?[./-] ?|[.,]? |[’'])[\p{L}\p{M}\p{N}]+)*\.?$"
_NOISE = [
    (r"^(?:le|the|el|от) ", ""),
    (r"^(?:mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day)? ", ""),
    (r"(\d{4}) ?(?:г|год|года|году|yili|yil)$", "$1"),
    (r"^(\d{1,2}) ?(?:st|nd|rd|th|er|го|е|ое) ", "$1 "),
    (r" (?:de|del|of) ", " "),
]
_YEAR, _SHORT, _PART, _WORD = r"(?<y>\d{4})", r"(?<y>\d{4}|\d{2})", r"\d{1,2}", r"(?<w>\p{L}+)"
_FORMS = [
    rf"^{_YEAR}$",
    rf"^{_YEAR} (?<m>{_PART})$",
    rf"^(?<m>{_PART}) {_YEAR}$",
    rf"^{_YEAR} (?<m>{_PART}) (?<d>{_PART})$",
    rf"^{_YEAR}(?<m>\d\d)(?<d>\d\d)$",
    rf"^{_WORD} {_YEAR}$",
    rf"^{_YEAR} {_WORD}$",
    rf"^(?<d>{_PART}) ?{_WORD} ?{_SHORT}$",
    rf"^{_WORD} (?<d>{_PART}) {_YEAR}$",
    rf"^{_YEAR} {_WORD} (?<d>{_PART})$",
]
_DAY_FIRST = rf"^(?<d>{_PART}) (?<m>{_PART}) {_SHORT}$"
_MONTH_FIRST = rf"^(?<m>{_PART}) (?<d>{_PART}) {_SHORT}$"


def read_dates(
    cells: pl.Series, months: dict[str, str], *, month_first: bool = False, birth: bool = False
) -> pl.DataFrame:
    """Columns `date` (null unless the day is given), `text` (ISO prefix, as precise as written) and UNREAD.

    months       folded names and abbreviations -> "1" to "12"
    month_first  03/04/2015 is 4 March
    birth        two-digit years are birth years

    >>> read_dates(pl.Series(["2 mars 2015", "03/2015", "circa 2015"]), {"mars": "3"})["text"].to_list()
    ['2015-03-02', '2015-03', None]
    """
    days = read_each(cells, day=pl.col("text").str.replace(_TIME, "").str.replace(_BASIC_TIME, "$1"))["day"]
    return by_distinct(days, lambda texts: _read(texts, months, month_first, birth))


def _read(texts: pl.Series, months: dict[str, str], month_first: bool, birth: bool) -> pl.DataFrame:
    text = pl.col("text")
    plain = folded(pl.when(text.str.contains(_WELL_FORMED)).then(text))
    for pattern, instead in _NOISE:
        plain = plain.str.replace_all(pattern, instead)
    parts = _parts(read_each(texts, plain=plain), [*_FORMS, _MONTH_FIRST if month_first else _DAY_FIRST])
    named, wordless = meaning_of(pl.col("w"), months), pl.col("w").is_null()
    parts = parts.select(
        y=_full_year(birth),
        m=_number(pl.when(wordless).then("m").otherwise(named)),
        d=_number(pl.col("d")),
        lost=~wordless & named.is_null(),
    )
    iso = pl.col("iso")
    is_day = iso.str.len_chars() == len("2015-03-02")
    dated = parts.select(iso=_iso()).with_columns(
        texts.alias("text"), date=pl.when(is_day).then(iso).str.to_date("%Y-%m-%d", strict=False)
    )
    good = iso.is_not_null() & (~is_day | pl.col("date").is_not_null())
    return dated.select("date", pl.when(good).then(iso).alias("text"), pl.when(~good).then("text").alias(UNREAD))


def _parts(plain: pl.DataFrame, forms: list[str]) -> pl.DataFrame:
    """y, m, d, w (a month's name) as text, from the one form that fits; all null where none does."""
    found = plain.select(pl.col("plain").str.extract_groups(form).alias(str(n)) for n, form in enumerate(forms))
    holding = {
        part: [pl.col(str(n)).struct.field(part) for n, form in enumerate(forms) if f"(?<{part}>" in form]
        for part in "ymdw"
    }
    return found.select(pl.coalesce(fields).alias(part) for part, fields in holding.items())


def _full_year(birth: bool) -> pl.Expr:
    """Four digits as they are; two digits where only one century is possible, else null."""
    year = pl.col("y").cast(pl.Int32, strict=False)
    of_this_century = pl.lit(None, pl.Int32) if birth else year + 2000
    century = pl.when(year >= FIRST_YEAR % 100).then(year + 1900).otherwise(of_this_century)
    full = pl.when(pl.col("y").str.len_chars() == 2).then(century).otherwise(year)
    return pl.when(full.is_between(EARLIEST, LATEST)).then(full)


def _number(text: pl.Expr) -> pl.Expr:
    """A month or a day; 00, which databases write for "not known", is null."""
    number = text.cast(pl.Int32, strict=False)
    return pl.when(number != 0).then(number)


def _iso() -> pl.Expr:
    """The ISO prefix of y, m, d; null where a day stands without a month, or a month's name is not known."""
    year, month, day = (pl.col(part) for part in "ymd")
    two = [part.cast(pl.String).str.zfill(2) for part in (month, day)]
    sound = ~pl.col("lost") & year.is_not_null() & (month.is_null() | month.is_between(1, 12))
    sound &= day.is_null() | month.is_not_null()
    return pl.when(sound).then(pl.concat_str(year.cast(pl.String), *two, separator="-", ignore_nulls=True))
