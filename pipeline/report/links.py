"""Every number on a page leads to its definition, its query and its counts: `numbers_….html#name`.

A number that no table of measures names leads to an address instead: the code of its cell in a notebook (`#code-3`), or
the table it is counted from (`dictionary.html#audit.records`).
"""

import re
from html import unescape
from urllib.parse import quote

_DATA = re.compile(r'<data value="([^"]+)">(.*?)</data>', re.DOTALL)


def file_of(name: str) -> str:
    """The page a number is explained on: one for each first word of a name, so that none grows too large."""
    return f"numbers_{re.sub(r'[^a-z]+', '_', name.partition('.')[0].lower())}"


def to_numbers(html: str) -> tuple[str, set[str]]:
    """The page with its marked numbers as links, and the names of these."""
    names: set[str] = set()

    def link(found: re.Match[str]) -> str:
        name = unescape(found[1])
        if "#" in name:
            return f'<a class="told" href="{found[1]}">{found[2]}</a>'
        names.add(name)
        return f'<a class="told" href="{file_of(name)}.html#{quote(name)}">{found[2]}</a>'

    return _DATA.sub(link, html), names
