"""Headings as words: one form for `dateOfBirth`, `Date of birth`, `DATE_OF_BIRTH` and `d.o.b.`-like spellings."""

import re
from unicodedata import category, normalize

from anyascii import anyascii

# Words that carry nothing of the meaning of a heading.
_SMALL_WORDS = """
    the an of is was were it its this that which what   du des la le les l d ce que est quel quelle
    del el los las lo es   в на о об и ли что какой какая какое каком каким какому   ve ile mi mu bir hangi   في
"""
SMALL = frozenset(_SMALL_WORDS.split())
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_ARTICLE = re.compile(r"^ال(?=..)")
_NUMBER_SIGN = re.compile(r"№|#|(?<![^\W_])[nN]\s*\.?\s*[°º]")


def words(heading: str) -> tuple[str, ...]:
    """The words of a heading: lower case, no accents, no signs, no digits; n°, № and # are the word "no".

    >>> words("Requête_n°"), words("DateOfBirth"), words("Ф.И.О."), words("D.O.B. 2")
    (('requete', 'no'), ('date', 'birth'), ('фио',), ('dob',))
    """
    text = _NUMBER_SIGN.sub(" no ", normalize("NFC", heading))
    text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    text = plain(_parted(text))
    found = [_ARTICLE.sub("", word) for word in re.findall(r"[^\W\d_]+", text)]
    telling = [word for word in found if word not in SMALL]
    return tuple(telling or found)


def _parted(text: str) -> str:
    """A space where a small letter meets a capital (dateOfBirth) and before the last capital of several (NCBName)."""
    signs = []
    for before, sign, after in zip(" " + text, text, text[1:] + " ", strict=False):
        is_new = sign.isupper() and (before.islower() or (before.isupper() and after.islower()))
        signs.append(" " + sign if is_new else sign)
    return "".join(signs)


def plain(text: str) -> str:
    """Lower case without accents; the Turkish dotless i and the Russian ё as they are often typed."""
    folded = normalize("NFKC", text).casefold().replace("ı", "i").replace("ё", "е")
    letters = "".join(sign for sign in normalize("NFD", folded) if category(sign) != "Mn")
    return letters.replace("ـ", "").replace("ة", "ه").replace("ى", "ي")


def romanised(heading_words: tuple[str, ...]) -> tuple[str, ...]:
    """The same words in Latin letters, as a database that knows no others would name a column."""
    return tuple(anyascii(word).casefold() for word in heading_words)
