"""Reading a catalogue: the .po file that people edit is the one that is used; nothing compiled is kept."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
SOURCE = "en"
# Every language there is, English first: a new .po file beside this one is a new language.
LANGUAGES = (SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def texts_in(language: str) -> NullTranslations:
    """The texts of a language; for English those of the code itself."""
    if language == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def locale(language: str) -> Locale:
    """What Unicode's repository knows of a language: signs of numbers, names of countries and months."""
    return Locale.parse(language)


def below(language: str) -> str:
    """The folder of a language within the site and within the figures: none of its own for English."""
    return "" if language == SOURCE else language


def own_name(language: str) -> str:
    """A language as its speakers call it: "Français"."""
    name = locale(language).get_display_name(language) or language
    return name[:1].upper() + name[1:]
