"""Dates as people write them, never more precise than written.

A date is day-first unless the delivery says otherwise. What is not understood whole ("circa 2015", "31.02.2015",
"Q1 2015") is not understood at all. Two-digit years: docs/decisions/dates.md.
"""

import polars as pl

from pipeline.stage.text import UNREAD, by_distinct, folded, tidy

EARLIEST, LATEST = 1850, 2100  # years outside are typing errors or placeholders such as 9999
# Years that two digits can stand for without a doubt. INTERPOL in its present form dates from 1946, so an event
# "12" is 2012; nobody in a police file was born in 2046 or 1846, but "12" may be born in 1912 or 2012.
EVENT_CENTURY, BIRTH_CENTURY = 1946, 1946
BIRTH_LAST = 1999

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
    return by_distinct(_without_time(tidy(cells)), lambda texts: _read(texts, months, month_first, birth))


def _without_time(cells: pl.Series) -> pl.Series:
    if (cells.str.len_bytes() > len("2015-03-02")).any():
        return cells.str.replace(_TIME, "").str.replace(_BASIC_TIME, "$1")
    return cells


def _read(texts: pl.Series, months: dict[str, str], month_first: bool, birth: bool) -> pl.DataFrame:
    plain = folded(texts.set(~texts.str.contains(_WELL_FORMED), None))
    for pattern, instead in _NOISE:
        plain = plain.str.replace(pattern, instead)
    parts = _parts(plain, [*_FORMS, _MONTH_FIRST if month_first else _DAY_FIRST])
    named = pl.col("w").replace_strict(list(months), list(months.values()), default=None, return_dtype=pl.String)
    wordless = pl.col("w").is_null()
    parts = parts.with_columns(m=pl.when(wordless).then("m").otherwise(named), lost=~wordless & named.is_null())
    parts = parts.with_columns(y=_full_year(parts["y"], birth), m=_part("m"), d=_part("d"))
    iso = parts.select(_iso()).to_series()
    day = iso.str.len_chars() == len("2015-03-02")
    date = iso.set(~day, None).str.to_date("%Y-%m-%d", strict=False)
    text = iso.set(day & date.is_null(), None)
    return pl.DataFrame({"date": date, "text": text, UNREAD: texts.set(text.is_not_null(), None)})


def _parts(plain: pl.Series, forms: list[str]) -> pl.DataFrame:
    """y, m, d, w (a month's name) as text, from the one form that fits; all null where none does."""
    found = plain.alias("plain").to_frame().select(
        pl.col("plain").str.extract_groups(form).alias(str(n)) for n, form in enumerate(forms)
    )
    names = {n: [field.name for field in dtype.fields] for n, dtype in zip(found.columns, found.dtypes, strict=True)}
    return found.select(
        pl.coalesce(*(pl.col(n).struct.field(part) for n in found.columns if part in names[n])).alias(part)
        for part in "ymdw"
    )


def _full_year(years: pl.Series, birth: bool) -> pl.Expr:
    """Four digits as they are; two digits where only one century is possible, else null."""
    number = pl.lit(years).cast(pl.Int32, strict=False)
    first = BIRTH_CENTURY if birth else EVENT_CENTURY
    century = pl.when(number >= first % 100).then(number + 1900).otherwise(number + 2000)
    doubtful = birth & (century > BIRTH_LAST)
    short = pl.lit(years).str.len_chars() == 2
    full = pl.when(~short).then(number).when(~doubtful).then(century)
    return pl.when(full.is_between(EARLIEST, LATEST)).then(full)


def _part(name: str) -> pl.Expr:
    """A month or a day as a number; 00, which databases write for "not known", is null."""
    number = pl.col(name).cast(pl.Int32, strict=False)
    return pl.when(number != 0).then(number)


def _iso() -> pl.Expr:
    """The ISO prefix of y, m, d; null where a day stands without a month, or a month's name is not known."""
    year, month, day = (pl.col(part) for part in "ymd")
    two = [part.cast(pl.String).str.zfill(2) for part in (month, day)]
    sound = ~pl.col("lost") & year.is_not_null() & (month.is_null() | month.is_between(1, 12))
    sound &= day.is_null() | month.is_not_null()
    return pl.when(sound).then(pl.concat_str(year.cast(pl.String), *two, separator="-", ignore_nulls=True))
