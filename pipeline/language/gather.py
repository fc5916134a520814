"""`make messages`: every text a reader can meet, gathered into the catalogues; what is translated stays so.

What is looked through: the code (`_`, `N_`, `ngettext`, captions and headings of `table`), the templates, the
notebooks' words and what they say, the sentences typed by people under data/raw (definitions, claims, events), and the
words of words.txt. A new language is begun by `python -m pipeline.language.gather de`.
"""

import sys
from collections.abc import Iterator
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from pipeline.language.catalogue import FOLDER, LANGUAGES, SOURCE
from pipeline.language.notebooks import in_notebook, said
from pipeline.language.templates import braces
from pipeline.language.typed import typed
from pipeline.settings import ROOT

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
Message = str | tuple[str, str]


def gathered() -> list[Message]:
    """Every message of the project once, in the order of the alphabet; two forms where a number decides."""
    found = {message for source in (_in_code, _in_templates, _in_notebooks, typed) for message in source()}
    return sorted(filter(None, found), key=lambda message: message if isinstance(message, str) else message[0])


def _in_code() -> Iterator[Message]:
    speaking = [
        path for path in (ROOT / "pipeline").rglob("*.py") if "pipeline.language import" in path.read_text("utf8")
    ]
    for path in sorted(speaking):
        for found in extract_from_file("python", path, keywords=KEYWORDS):
            yield found[1] if isinstance(found[1], str) else (found[1][0], found[1][1])
        yield from said(path.read_text("utf8"))


def _in_templates() -> Iterator[Message]:
    words = ["_", "gettext", "ngettext"]
    for path in sorted((ROOT / "pipeline").rglob("*.j2")):
        with path.open("rb") as file:
            for _line, called, message, _comments in babel_extract(file, words, [], {"trimmed": "yes", "silent": "no"}):
                forms = [braces(form) for form in ([message] if isinstance(message, str) else message or []) if form]
                if forms:
                    yield (forms[0], forms[1]) if called == "ngettext" else forms[0]


def _in_notebooks() -> Iterator[Message]:
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        yield from in_notebook(path)


class _Steady(Catalog):
    """A catalogue whose head holds no date and no name, so that the same texts are the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        forms = f"nplurals={self.num_plurals}; plural={self.plural_expr};"
        kind = [("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8")]
        return [("Language", str(self.locale)), ("Plural-Forms", forms), *kind, ("Content-Transfer-Encoding", "8bit")]


def update(language: str) -> int:
    """Write the catalogue of a language anew; returns how many texts still lack a translation."""
    path = FOLDER / f"{language}.po"
    with path.open("rb") if path.exists() else BytesIO() as file:
        known = read_po(file, locale=language)
    says = f"# Texts of the report, language {language}. `make messages` gathers them; edit msgstr alone."
    fresh = _Steady(locale=language, fuzzy=False, header_comment=says)
    missing = 0
    for message in gathered():
        kept = known.get(message if isinstance(message, str) else message[0])
        said = kept.string if kept and isinstance(kept.id, str) == isinstance(message, str) else None
        missing += not (said if isinstance(said, str) else said and all(said))
        fresh.add(message, said or None)
    written = BytesIO()
    write_po(written, fresh, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    path.write_bytes(written.getvalue())
    return missing


def main(languages: list[str]) -> int:
    for language in languages or [code for code in LANGUAGES if code != SOURCE]:
        print(f"{language}.po: {update(language)} texts without a translation.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
