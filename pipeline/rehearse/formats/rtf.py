"""RTF by hand: paragraphs of plain text in any script."""


def rtf(paragraphs: list[str]) -> bytes:
    """A document of these paragraphs; signs outside of ASCII are written by number."""
    body = "".join(f"{_escaped(text)}\\par\n" for text in paragraphs)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\n" + body + "}").encode("ascii")


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\{}" else sign if sign.isascii() else _numbered(sign) for sign in text)


def _numbered(sign: str) -> str:
    raw = sign.encode("utf-16-le")
    numbers = [int.from_bytes(raw[i : i + 2], "little", signed=True) for i in range(0, len(raw), 2)]
    return "".join(f"\\u{number}?" for number in numbers)
