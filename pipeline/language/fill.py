"""Filling {names} into a sentence. {name:de} asks for the form of a name that the grammar of a language needs."""

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from markupsafe import EscapeFormatter, Markup

from pipeline.language import french

# language -> form -> a function of the name; a form that a language does not know leaves the name as it is
FORMS: dict[str, dict[str, Callable[[str], str]]] = {"fr": french.FORMS}


class _Filler(Formatter):
    def __init__(self, language: str) -> None:
        self.forms = FORMS.get(language, {})

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in self.forms:
            return self.forms[format_spec](str(value))
        return str(super().format_field(value, format_spec))


class _MarkupFiller(EscapeFormatter):
    def __init__(self, language: str) -> None:
        super().__init__(Markup.escape)
        self.forms = FORMS.get(language, {})

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in self.forms:
            value, format_spec = self.forms[format_spec](str(value)), ""
        return str(super().format_field(value, format_spec))


def fill(text: str, values: Mapping[str, Any], language: str) -> str:
    """The text with its {names} filled in; as it is where no value is given."""
    return _Filler(language).vformat(text, (), values) if values else text


def fill_markup(text: str, values: Mapping[str, Any], language: str) -> Markup:
    """The same for a text that is HTML of ours: what is filled in is escaped."""
    return Markup(_MarkupFiller(language).vformat(text, (), values))  # noqa: S704 - catalogues are code of ours
