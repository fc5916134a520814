"""Police messages in plain text: the block of FROM / TO / REF / SUBJECT / TEXT lines, in several languages."""

import re
from dataclasses import dataclass, field

from pipeline.receive.readers.base import LISTED
from pipeline.receive.readers.vocabulary import fold, words

Words = dict[str, str]

LINE = re.compile(r"\s{0,8}([^\W\d_][^:：=\t]{0,38}?)(?:\s*[:：=]\s*|\t+| {3,})(.*)")
RULE = re.compile(r"\s*[-=_*~#]{3,}\s*")
NEEDED = 2  # different known headers, one of ADDRESSED among them, make a block
ADDRESSED = {"from", "to"}
IN_TEXT = {"person", "forename", "birth_date", "nationality", "request_reference", "purpose", "in_reply_to"}


@dataclass
class Message:
    """One message: `line` (from 1) where its block starts, what its headers say by meaning, unknown headers as written.

    `several` is true where the text names more than one person; the first is the one in `said`.
    """

    line: int
    said: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    several: bool = False


def header_words(options: dict) -> Words:
    """Header as folded by `key` -> meaning."""
    return {key(value): means for value, means in words("message_headers", options).items()}


def key(name: str) -> str:
    """A header name as it is compared: `Réf. n°`, `REF N°` and `réf no` are the same."""
    return " ".join(re.sub(r"[^\w/(),]+", " ", re.sub(r"№|\bn[°º]", " no ", fold(name))).split())


def messages(text: str, known: Words) -> list[Message]:
    """Every message whose block stands in the text, in order; none where there is no block."""
    lines = text.splitlines()
    starts = _starts(lines, known)
    ends = [*starts[1:], len(lines)]
    return [_message(lines[start:end], start + 1, known) for start, end in zip(starts, ends, strict=False)]


def _starts(lines: list[str], known: Words) -> list[int]:
    """Where blocks begin: each further one with the header the first begins with, so that a quotation is no message."""
    starts: list[int] = []
    opening, at = None, 0
    while at < len(lines):
        said, size = _headers(lines, at, known)
        means = list(said)
        is_block = len(said) >= NEEDED and bool(ADDRESSED & said.keys())
        if is_block and (opening is None or (means[0] == opening and said.keys() >= ADDRESSED and len(said) > NEEDED)):
            starts.append(at)
            opening = means[0]
            at += size
        else:
            at += 1
    return starts


def _headers(lines: list[str], at: int, known: Words) -> tuple[dict[str, int], int]:
    """The known headers from a line on, with the line of each, and the length of the block: up to the text's header.

    A line that is no header goes on with the one before, unless it comes after a blank line. The first header again
    is the next message.
    """
    said: dict[str, int] = {}
    if _known(lines[at], known) is None:
        return said, 0
    end = at
    for index in range(at, len(lines)):
        line = lines[index]
        if means := _known(line, known):
            if said and means == next(iter(said)):
                break
            said.setdefault(means, index)
            end = index + 1
            if means == "text":
                break
        elif index - end > 3 or (line.strip() and not lines[index - 1].strip() and not _unknown(line)):
            break
    return said, end - at


def _known(line: str, known: Words) -> str | None:
    """The meaning of the header a line starts with, or that stands alone in it in capitals (`TEXT`)."""
    match = LINE.fullmatch(line)
    if match:
        return known.get(key(match[1]))
    alone = key(line) if line.strip().isupper() else ""
    return "text" if known.get(alone) == "text" else None


def _unknown(line: str) -> re.Match | None:
    """A header in capitals that the word list does not know."""
    match = re.fullmatch(r"\s{0,8}([^\W\d_][^:：]{1,30}?)\s*[:：]\s*(.*)", line)
    return match if match and match[1].isupper() else None


def _message(lines: list[str], number: int, known: Words) -> Message:
    """One message from the lines of its block and text."""
    message = Message(number)
    _, size = _headers(lines, 0, known)
    into: tuple[dict[str, str], str] | None = None
    for line in lines[:size]:
        match = LINE.fullmatch(line)
        if means := _known(line, known):
            into = (message.said, means)
            _add(*into, match[2] if match else "", ", " if means == "person" else "\n")
        elif unknown := _unknown(line):
            into = (message.unknown, unknown[1].strip())
            _add(*into, unknown[2], "\n")
        elif into and line.strip():
            _add(*into, line, LISTED if into[1] == "to" else " ")
    text = [*filter(None, [message.said.pop("text", "")]), *lines[size:]]
    while text and (not text[-1].strip() or RULE.fullmatch(text[-1])):
        text.pop()
    _read_text(message, text, known)
    _name(message)
    if whole := "\n".join(text).strip("\n"):
        message.said["text"] = whole
    return message


def _read_text(message: Message, text: list[str], known: Words) -> None:
    """Details of the person that the text gives as lines of their own, where the block does not give them."""
    found: dict[str, str] = {}
    for line in text:
        means, match = _known(line, known), LINE.fullmatch(line)
        if means in IN_TEXT and match and match[2].strip():
            message.several = message.several or (means == "person" and means in found)
            found.setdefault(str(means), match[2].strip())
    message.said |= {means: value for means, value in found.items() if means not in message.said}


def _name(message: Message) -> None:
    """A forename of its own belongs to the name: `FAMILY NAME, forename`."""
    if forename := message.said.pop("forename", None):
        message.said["person"] = ", ".join(filter(None, [message.said.get("person"), forename]))


def _add(cells: dict[str, str], name: str, value: str, joint: str) -> None:
    parts = [cells.get(name, ""), value.strip()]
    cells[name] = joint.join(filter(None, parts))
