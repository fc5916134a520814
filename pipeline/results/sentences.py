"""A sentence with numbers: each is taken from the measures by name, and leads to where it is defined."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from pipeline.errors import Fault
from pipeline.language import N_, _, language
from pipeline.language.fill import fill, fill_markup
from pipeline.results.leading import Leading
from pipeline.results.numbers import Number
from pipeline.results.typed import typed_numbers

TOO_FEW = N_("The answer rests on cases that are too few to show, so it is not given.")
NO_CASE = N_("These records give no answer: they hold no case of this kind.")


def said(sentence: str, named: Mapping[str, Any]) -> tuple[Markup, str]:
    """The sentence as HTML and as text, its names in braces filled in; or that a number it needs is not there.

    named  a Number, a text without a figure in it, or what has attributes that are no figures of the records
    Fault where a text holds a figure that is not taken by name.
    """
    for name, value in named.items():
        if isinstance(value, str) and typed_numbers(value):
            raise Fault("say", f"{name} brings a number of its own", "Take it from the measures: number(…).")
    numbers = [value for value in named.values() if isinstance(value, Number)]
    if any(number.is_suppressed for number in numbers):
        return escape(_(TOO_FEW)), _(TOO_FEW)
    if not all(number.is_known for number in numbers):
        return escape(_(NO_CASE)), _(NO_CASE)
    marked = {name: Leading(value) if isinstance(value, Number) else value for name, value in named.items()}
    sentence = _(sentence)
    return fill_markup(sentence, marked, language()), fill(sentence, named, language())
