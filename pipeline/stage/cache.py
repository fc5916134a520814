"""When a staged file can be used again: nothing it was made from has changed."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars

from pipeline.delivery import Delivery, FileSpec
from pipeline.settings import ROOT, Settings
from pipeline.stage.corrections import Correction
from pipeline.stage.source import Source

_CODE = ("stage", "receive/readers", "describe", "schemas.py", "delivery.py", "fields.py")  # under pipeline/
_KEY_LENGTH = 20  # hex digits of a folder's name


def inputs_hash(settings: Settings) -> str:
    """Hash of what all files share: the vocabulary, the code that reads and types, and how drafts are taken."""
    code = [path for name in _CODE for path in _files(ROOT / "pipeline" / name, "*.py")]
    parts = [path.read_bytes() for path in [*code, *_files(settings.vocabulary, "*.csv")]]
    return _hash(
        [
            *parts,
            polars.__version__.encode(),
            str(settings.accept_drafts).encode(),
            str(shutil.which("tesseract")).encode(),
        ]
    )


def file_key(
    source: Source, delivery: Delivery, spec: FileSpec | None, shared: str, corrections: Iterable[Correction] = ()
) -> str:
    """Name of the folder that holds what was staged from one file: another whenever the result could differ."""
    given = {
        "source": [source.delivery, source.path, source.sha256],
        "spec": repr(spec),
        "dates": [str(delivery.as_of), str(delivery.received_on), delivery.date_order],
        "shared": shared,
        "corrections": [one.key for one in corrections],
    }
    return _hash([json.dumps(given, sort_keys=True).encode()])[:_KEY_LENGTH]


def _files(path: Path, pattern: str) -> list[Path]:
    return sorted(path.rglob(pattern)) if path.is_dir() else [path] if path.exists() else []


def _hash(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()
