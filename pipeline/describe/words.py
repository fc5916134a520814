"""Headings as words: one form for `dateOfBirth`, `Date of birth`, `DATE_OF_BIRTH` and `d.o.b.`-like spellings."""

import re
from unicodedata import category, normalize

from anyascii import anyascii

# Words that carry nothing of the meaning of a heading.
_SMALL = frozenset("the a an of de du des la le les l d del el los las в на о об и ve ile في".split()) - {"a", "de"}
_HUMPS = re.compile(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NUMBER_SIGN = re.compile(r"№|#|\b[nN]\s*\.?\s*[°º]")


def words(heading: str) -> tuple[str, ...]:
    """The words of a heading: lower case, no accents, no signs, no digits; n°, № and # are the word "no".

    >>> words("Requête_n°"), words("DateOfBirth"), words("Ф.И.О."), words("D.O.B. 2")
    (('requete', 'no'), ('date', 'birth'), ('фио',), ('dob',))
    """
    text = _NUMBER_SIGN.sub(" no ", normalize("NFC", heading))
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    text = plain(_HUMPS.sub(" ", text))
    found = re.findall(r"[^\W\d_]+", text)
    telling = [word for word in found if word not in _SMALL]
    return tuple(telling or found)


def plain(text: str) -> str:
    """Lower case without accents; the Turkish dotless i and the Russian ё as they are often typed."""
    folded = normalize("NFKC", text).casefold().replace("ı", "i").replace("ё", "е")
    letters = "".join(sign for sign in normalize("NFD", folded) if category(sign) != "Mn")
    return letters.replace("ـ", "").replace("ة", "ه").replace("ى", "ي")


def romanised(heading_words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words in Latin letters, as a database that knows no others would name a column."""
    return tuple(anyascii(word).casefold() for word in heading_words)
