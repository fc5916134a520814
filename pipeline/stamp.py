"""What a run depends on, as hashes: by them it is known in a moment that nothing has changed."""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from pipeline.settings import NOT_DELIVERIES, ROOT, SQL, Settings

# What the program itself is made of: its code, the models, the notebooks and the versions of what it uses.
CODE = (ROOT / "pipeline", SQL, ROOT / "notebooks", ROOT / "requirements.lock")
NO_CODE = {"__pycache__", ".ipynb_checkpoints", "scratch"}


@dataclass(frozen=True)
class Stamp:
    """Hashes of a run. `input_hash` is of the received files' sizes and times: quick, and good for one machine only."""

    code_version: str
    config_hash: str
    input_hash: str


def stamp(settings: Settings) -> Stamp:
    """The stamp of a run with these settings, without reading a received file."""
    typed = [path for folder in (settings.hand, settings.published) for path in _files(folder)]
    options = f"drafts={settings.accept_drafts} changes={settings.accept_changes} ocr={which('tesseract')}"
    code = [path for place in CODE for path in _files(place)]
    return Stamp(
        code_version=_digest(_content(code, ROOT)),
        config_hash=_digest([options, *_passwords(settings), *_content(typed, settings.hand)]),
        input_hash=_digest([str(settings.raw), *_traces(settings)]),
    )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _files(place: Path) -> list[Path]:
    """The files below a folder (or the file itself), in order of path; empty where there is none."""
    if place.is_file():
        return [place]
    return sorted(
        path for path in place.rglob("*") if path.is_file() and not NO_CODE & set(path.relative_to(place).parts)
    )


def _content(paths: Iterable[Path], base: Path) -> Iterable[str]:
    for path in paths:
        name = path.relative_to(base) if path.is_relative_to(base) else path.name
        yield f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _traces(settings: Settings) -> Iterable[str]:
    """Path, size and time of every file of every delivery; the folder of results may lie beside them."""
    for path in sorted(settings.raw.rglob("*")):
        inside = path.relative_to(settings.raw).parts[0]
        if inside not in NOT_DELIVERIES and path.is_file() and not path.is_relative_to(settings.derived):
            stat = path.stat()
            yield f"{path.relative_to(settings.raw)} {stat.st_size} {stat.st_mtime_ns}"


def _passwords(settings: Settings) -> Iterable[str]:
    """Hashes of the passwords that descriptions of deliveries point to, so that setting one is a change."""
    for source in sorted(settings.raw.glob("*/SOURCE.yml")):
        for name in re.findall(r"password_env:\s*([A-Z][A-Z0-9_]*)", source.read_text("utf8", errors="replace")):
            yield f"{name} {hashlib.sha256(os.environ.get(name, '').encode()).hexdigest()}"
