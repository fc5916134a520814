"""Files of a delivery put into archives and mails, one within another, the same bytes each time."""

from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pipeline.rehearse.formats import packs
from pipeline.rehearse.material import all_files
from pipeline.rehearse.writers.mail import with_attached

WITHIN = "!/"
PASSWORD_ENV, PASSWORD = "ARTICLE3_REHEARSAL_KEY", "invented"


def final(path: str) -> str:
    """Where a file ends up: in the archive that formats.yml names, or where it was written."""
    spec = next((spec for name, spec in all_files().items() if fnmatchcase(path, name)), {})
    within = spec.get("within", "")
    inner = PurePosixPath(path).name if _holds_one(within) else path
    return within + inner


def pack(folder: Path, paths: list[str]) -> None:
    """Take these files out of the folder and put them where they end up."""
    held: dict[str, dict[str, bytes]] = defaultdict(dict)
    for path in sorted(paths):
        *outer, inner = final(path).split(WITHIN)
        if outer:
            held[WITHIN.join(outer)][inner] = (folder / path).read_bytes()
            (folder / path).unlink()
    while held:
        archive = min(held, key=lambda name: (-name.count(WITHIN), name))  # the innermost first
        *outer, own = archive.split(WITHIN)
        content = _packed(folder / own, held.pop(archive))
        if outer:
            held[WITHIN.join(outer)][own] = content
        else:
            (folder / own).parent.mkdir(parents=True, exist_ok=True)
            (folder / own).write_bytes(content)
    for empty in sorted((place for place in folder.rglob("*") if place.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()


def _holds_one(within: str) -> bool:
    """Whether it is a mail or a file packed by itself: what lies in it has no folders."""
    archive = PurePosixPath(within.removesuffix(WITHIN))
    return archive.suffix == ".eml" or (archive.suffix in (".gz", ".bz2", ".xz") and ".tar" not in archive.suffixes)


def _packed(archive: Path, files: dict[str, bytes]) -> bytes:
    """The bytes of an archive by the ending of its name; a mail keeps its text."""
    kind = archive.suffix.removeprefix(".")
    if kind == "eml":
        return with_attached(archive.read_bytes(), files)
    if kind == "7z":
        return packs.seven_zipped(files)
    if kind == "zip":
        return packs.zipped(files, password=PASSWORD if archive.stem == "locked" else None)
    if ".tar" in archive.suffixes:
        return packs.tarred(files, "" if kind == "tar" else kind)
    [content] = files.values()
    return packs.packed(content, kind)
