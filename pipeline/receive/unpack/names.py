"""Names of entries made safe: every one stays inside the folder, and no two are the same file on any system."""

import re
from unicodedata import normalize

LONGEST, DEEPEST = 120, 20  # bytes of one part of a name, folders within folders
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|clock\$|conin\$|conout\$)\s*([.:]|$)")
UNPRINTABLE = "its name holds signs that cannot be shown"


def refused(name: str) -> str | None:
    """Why an entry of this name is not unpacked; None where it may be."""
    parts = _parts(name)
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "its name is that of a place on the whole disk"
    if ".." in parts:
        return "its name leads out of the archive"
    if not parts:
        return "it has no name"
    if not "".join(parts).isprintable() or any("\ud800" <= sign <= "\udfff" for sign in name):
        return UNPRINTABLE
    if any(DEVICES.match(part) for part in parts):
        return "its name is that of a device"
    if len(parts) > DEEPEST or any(len(part.encode()) > LONGEST for part in parts) or "!/" in f"{name}/":
        return "its name is too long, too deep, or like a path into an archive"
    return None


def safe(name: str) -> str:
    """The path of an entry that is not refused, with / between folders."""
    return normalize("NFC", "/".join(_parts(name)))


def shown(name: str) -> str:
    """Any name as it can be printed and kept."""
    text = "".join(sign if sign.isprintable() else "?" for sign in name.encode("utf-8", "replace").decode("utf-8"))
    return text.replace("!/", "?/")[:200] or "?"


def likeness(path: str) -> str:
    """What two names have in common that some system takes for the same file: case, Unicode forms, dots at the end."""
    return "/".join(part.rstrip(". ") for part in normalize("NFKC", path).casefold().split("/"))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[/\\]+", name) if part not in ("", ".")]
