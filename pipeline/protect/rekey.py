"""Row ids that mean nothing outside one release: a keyed hash, the key never in the release."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from pipeline.errors import Fault

VARIABLE = "ARTICLE3_RELEASE_KEY"
PLACE = ".secret"
DIGITS = 16  # hex digits of an id; 64 bits keep a million ids apart


def key(derived: Path) -> bytes:
    """The secret of this desk: from the environment, else from derived/.secret/release.key, made once for its owner."""
    if given := os.environ.get(VARIABLE):
        return given.encode()
    path = derived / PLACE / "release.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
            handle.write(secrets.token_hex(32).encode())
    if path.stat().st_mode & 0o077:
        raise Fault(f"{PLACE}/{path.name}", "can be read by others", "Run `chmod 600` on it.")
    return path.read_bytes()


def rekeyed(row_id: str, release: str, secret: bytes) -> str:
    """The id of a row in one release: it has another in the next, and nobody without the secret can tie the two."""
    return hmac.new(secret, f"{release}\0{row_id}".encode(), hashlib.sha256).hexdigest()[:DIGITS]
