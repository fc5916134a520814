"""Messages in templates: `{% trans %}` and `_()` say what the catalogue has; what is filled in is escaped.

A template writes `{% trans n=files %}{{ n }} files{% endtrans %}`. Jinja hands it on as "%(n)s files"; the catalogue
holds it in the one style of the project, "{n} files".
"""

import re
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from pipeline.language import _, language
from pipeline.language.catalogue import texts_in
from pipeline.language.fill import fill_markup

_NAMED = re.compile(r"%\((\w+)\)s")


def braces(message: str) -> str:
    """Jinja's form of a message in ours: "%(n)s files, 95 %%" -> "{n} files, 95 %"."""
    return _NAMED.sub(r"{\1}", message).replace("%%", "%")


def install(environment: Environment) -> None:
    """Teach an environment the tag `trans`, whose texts are HTML of ours, and `_`, whose are escaped as data are."""
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension("jinja2.ext.i18n")
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(gettext=_gettext, ngettext=_ngettext, _=_)


def _gettext(message: str, /, **values: Any) -> Markup:
    spoken = language()
    text = texts_in(spoken).gettext(braces(message)) if message else ""
    return fill_markup(text, values, spoken) if values else Markup(text)  # noqa: S704 - catalogues are code of ours


def _ngettext(one: str, many: str, n: int, /, **values: Any) -> Markup:
    spoken = language()
    return fill_markup(texts_in(spoken).ngettext(braces(one), braces(many), n), {"n": n, **values}, spoken)
