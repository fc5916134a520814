"""Letters: which script a word is in, and the same word in plain Latin letters."""

import unicodedata

from anyascii import anyascii

# Marks of ISO 9 and of the Slavic alphabets, which others write as two letters. Turkish marks are simply left out, as
# most bureaus do.
KEPT = str.maketrans({"š": "sh", "ś": "sh", "č": "ch", "ć": "ch", "ž": "zh", "ż": "zh", "ź": "zh", "ə": "a", "ı": "i"})

CYRILLIC, ARABIC, HAN, LATIN = "cyrillic", "arabic", "han", "latin"


def script(word: str) -> str:
    """The script of the first letter that tells; every other script than these four counts as Latin.

    >>> [script(word) for word in ("Иван", "محمد", "王", "Şahin")]
    ['cyrillic', 'arabic', 'han', 'latin']
    """
    for letter in word:
        number = ord(letter)
        if 0x400 <= number <= 0x52F:
            return CYRILLIC
        if 0x600 <= number <= 0x6FF or 0x750 <= number <= 0x77F or 0xFB50 <= number <= 0xFEFF:
            return ARABIC
        if 0x3400 <= number <= 0x9FFF:
            return HAN
    return LATIN


def plain(word: str) -> str:
    """Lower-case ASCII letters only: the same sounds, no marks.

    >>> plain("O’Brien"), plain("Şahin")
    ('obrien', 'sahin')
    """
    if word.isascii():
        return "".join(filter(str.isalpha, word)).lower()
    kept = unicodedata.normalize("NFKC", word.replace("İ", "i")).lower().translate(KEPT)
    return "".join(letter for letter in anyascii(kept).lower() if "a" <= letter <= "z")


def russian(word: str) -> str:
    """Lower-case letters of a Cyrillic word, signs left out.

    >>> russian("Фёдоров-")
    'фёдоров'
    """
    return "".join(letter for letter in unicodedata.normalize("NFKC", word).lower() if letter.isalpha())
