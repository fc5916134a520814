"""Where a row comes from."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The file a row comes from: path in its delivery, hash of its bytes."""

    delivery: str
    path: str
    sha256: str

    @property
    def id(self) -> str:
        """Ten hex digits that stand for this file in record ids, wherever the delivery lies."""
        return hashlib.sha256(f"{self.delivery}/{self.path}".encode()).hexdigest()[:10]
