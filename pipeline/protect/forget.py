"""`article3 forget DELIVERY`: take a source out of every folder of the project, and show that nothing is left."""

import shutil
from pathlib import Path

from pipeline import lock, warehouse
from pipeline.errors import Fault
from pipeline.protect import scan, secrets
from pipeline.protect.secrets import Secrets
from pipeline.settings import NOT_DELIVERIES, ROOT, Settings

CORRECTIONS = "corrections.yml"
BEYOND = (
    "Out of reach: backups and snapshots, blocks of the disk that still hold what was deleted (so encrypt the disk), "
    "copies in git or on other machines, releases already handed over or written elsewhere, and what browsers and "
    "programs remember of open files."
)


def run(settings: Settings, delivery: str, yes: bool) -> str:
    """Delete a delivery and all that was made; returns what was done and what cannot be reached.

    Everything in derived is made from all deliveries together, so it goes whole; `article3 run` makes it anew from
    those that stay. Fault without `yes`, where there is no such delivery, and where its names are still found.
    """
    folder = settings.raw / delivery
    if Path(delivery).name != delivery or delivery in NOT_DELIVERIES or not folder.is_dir():
        raise Fault(settings.raw.name, "there is no delivery of that name", "Give the name of its folder below --raw.")
    if not yes:
        raise Fault(delivery, "will be deleted for good, with everything derived", "Say --yes if that is meant.")
    with lock.held(settings.derived):
        return _forgotten(settings, delivery, folder)


def _forgotten(settings: Settings, delivery: str, folder: Path) -> str:
    looked_for = _secrets(settings, delivery)
    shutil.rmtree(folder)
    for path in sorted(settings.derived.iterdir()) if settings.derived.exists() else []:
        if path.name not in (".gitkeep", lock.FILE):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    left = [
        path
        for place in (settings.derived, settings.hand, ROOT / "notebooks")
        for path in _files(place)
        if _holds(path, looked_for, delivery)
    ]
    if left:
        raise Fault(
            ", ".join(path.name for path in left[:5]),
            f"{len(left)} files still hold what only this delivery held",
            "Delete these lines or files by hand; the delivery and derived are gone.",
        )
    sought = len(looked_for.names) + len(looked_for.references) + len(looked_for.tokens)
    done = f"{delivery} and everything derived are deleted; its {sought:,} names and references are found nowhere."
    return f"{done}\n{BEYOND}"


def _secrets(settings: Settings, delivery: str) -> Secrets:
    """What is looked for afterwards; nothing where the delivery never reached a database."""
    if not settings.database.exists():
        return Secrets()
    with warehouse.reading(settings) as con:
        return secrets.of_deliveries(con, delivery)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.exists() else []


def _holds(path: Path, looked_for: Secrets, delivery: str) -> bool:
    """Whether it holds a secret of the delivery, or speaks of one of its files, as a correction does."""
    content = path.read_bytes()
    is_correction = path.name == CORRECTIONS and f"{delivery}/".encode() in content
    return is_correction or bool(scan.found(content, looked_for))
