"""The words of an HTML page, without its marks; a new line where a page would start one."""

import re
from html.parser import HTMLParser

BREAKING = {"br", "p", "div", "tr", "li", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
UNSEEN = {"script", "style", "head", "title"}


def text_of_html(page: str) -> str:
    """What a reader of the page would see, line by line."""
    words = _Words()
    words.feed(page)
    words.close()
    lines = (re.sub(r"[^\S\n\t]+", " ", line).strip() for line in "".join(words.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in UNSEEN
        if tag in BREAKING:
            self.parts.append("\n")
        elif tag in {"td", "th"}:
            self.parts.append("\t" if self.parts and not self.parts[-1].endswith("\n") else "")

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in UNSEEN and self.unseen > 0
        if tag in BREAKING - {"br", "hr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))
