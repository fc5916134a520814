"""A delivery: a folder under data/raw with files as received and a SOURCE.yml. Shared by receive and stage.

SOURCE.yml (everything but `title` and `nature` may be left out):

    title: Notice register, export of November 2024
    nature: invented                    # or real
    received: {date: 2024-11-18, from: source B, by: research desk}     # or just the date
    as_of: 2024-11-01                   # the day the records speak for, unless row or file says; else the day received
    terms: counts and shares only
    date_order: day_first               # or month_first, for 03/04/2015; day_first unless said
    files:
      register/*.csv:                   # a path in the delivery or a pattern; outer.zip!/inner.csv within an archive
        one_row_is: a request as first entered
        record: requests                # one of KINDS, or none (not staged, with a reason in `one_row_is`)
        reader: {encoding: cp1251, delimiter: ";", header_row: 3}
        columns: {Номер: reference, Страна: requesting_country}      # header as written: field (pipeline/fields.py)
        constants: {population: register, instrument: red_notice}       # fields that are the same for all rows
        ignore: [Примечание]            # headers left out on purpose
        as_of: 2024-10-31
        date_order: month_first
        expect: {rows: [100, 200], years: [2009, 2024]}             # a warning on the data-quality page outside these
        sha256: 9f2c…                   # optional: the run refuses another file of this name
        password_env: ARCHIVE_PASSWORD  # of an encrypted archive: the environment variable that holds the password
        tables:                         # of a file with several: the same keys for each, by sheet or JSON pointer
          Register: {record: requests, columns: {…}}
          Notes: {record: none, one_row_is: remarks of the desk}

pipeline/source_file.py reads it and says what is wrong with it, by line.
"""

from pathlib import Path

from pipeline import source_file
from pipeline.errors import Fault
from pipeline.mapping import KINDS, Delivery, FileSpec, Mapping
from pipeline.settings import DEMONSTRATION, NOT_DELIVERIES, Settings

__all__ = ["KINDS", "SOURCE", "Delivery", "FileSpec", "Mapping", "find", "is_of_the_system", "load", "loose_files"]

SOURCE = "SOURCE.yml"
_ABOUT_THE_FOLDER = ("readme", "license", "licence")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"}
_SYSTEM_FOLDERS = {"__macosx", "$recycle.bin", "system volume information"}


def load(settings: Settings) -> list[Delivery]:
    """Every delivery under raw, in order of name; the demonstration only where there is nothing else.

    Fault where there is none, where a SOURCE.yml cannot be meant as written, and where real and invented meet.
    """
    folders = _folders(settings)
    others = [folder for folder in folders if folder.name != DEMONSTRATION]
    if not folders:
        raise _nothing(settings)
    deliveries = [_delivery(folder, settings) for folder in others or folders]
    _refuse_mixed(deliveries, settings)
    return deliveries


def find(settings: Settings, name: str) -> Delivery:
    """The one delivery of this name, whatever stands beside it. Fault where there is no such folder."""
    folders = {folder.name: folder for folder in _folders(settings)}
    if name not in folders:
        there = f"There are: {', '.join(folders)}." if folders else "Put its files into a folder of that name first."
        raise Fault(settings.raw.name, f"there is no delivery '{name}'", there)
    return _delivery(folders[name], settings)


def loose_files(settings: Settings) -> list[Path]:
    """Files that lie in raw itself, in no delivery; a README or a hidden file is none of them."""
    if not settings.raw.is_dir():
        return []
    files = [path for path in sorted(settings.raw.iterdir()) if path.is_file() and not is_of_the_system(path.name)]
    return [path for path in files if not path.name.casefold().startswith(_ABOUT_THE_FOLDER)]


def is_of_the_system(path: str) -> bool:
    """Hidden files, lock files of office programs, and what systems leave in folders; `path` has / between folders."""
    *folders, name = path.casefold().split("/")
    is_hidden = any(part.startswith(".") for part in (*folders, name))
    return is_hidden or name.startswith("~$") or name in _SYSTEM_FILES or bool(_SYSTEM_FOLDERS & {*folders, name})


def _folders(settings: Settings) -> list[Path]:
    """Folders of raw that hold at least one file, in order of name. Fault where raw is no folder of folders."""
    if not settings.raw.is_dir():
        raise Fault(str(settings.raw), "there is no such folder", "Give the folder of your deliveries with --raw.")
    if (settings.raw / SOURCE).exists():
        raise Fault(
            f"{settings.raw.name}/{SOURCE}", "this folder is itself a delivery", "Give the folder above it with --raw."
        )
    folders = [path for path in sorted(settings.raw.iterdir()) if path.is_dir() and path.name not in NOT_DELIVERIES]
    return [folder for folder in folders if not is_of_the_system(folder.name) and _holds_files(folder)]


def _holds_files(folder: Path) -> bool:
    return any(path.is_file() and not is_of_the_system(path.name) for path in folder.rglob("*"))


def _delivery(folder: Path, settings: Settings) -> Delivery:
    """What is known of one folder. Drafts are accepted: then a SOURCE.yml may leave its nature out, and means real."""
    if (folder / SOURCE).is_file():
        return source_file.parse(folder / SOURCE, folder.name, "real" if settings.accept_drafts else None)
    for path in sorted(folder.iterdir()):
        if path.name.casefold() in ("source.yml", "source.yaml"):
            raise Fault(f"{folder.name}/{path.name}", "the description has another name", f"Rename it to {SOURCE}.")
    return Delivery(folder.name, folder, title=folder.name, nature="real", received_on=None, as_of=None, stated=False)


def _nothing(settings: Settings) -> Fault:
    if loose_files(settings):
        return Fault(
            settings.raw.name, "files lie here in no delivery", "Put them into a folder of their own: raw/NAME/…."
        )
    return Fault(
        settings.raw.name,
        "there is no delivery here",
        f"Put the files as received into a folder NAME of their own; `article3 describe NAME` drafts its {SOURCE}.",
    )


def _refuse_mixed(deliveries: list[Delivery], settings: Settings) -> None:
    """Fault where real and invented would share a database. A folder without SOURCE.yml counts once its drafts do."""
    counted = [delivery for delivery in deliveries if delivery.stated or settings.accept_drafts]
    by_nature = {delivery.nature: delivery for delivery in counted}
    if len(by_nature) > 1:
        real, invented = by_nature["real"], by_nature["invented"]
        unsaid = "" if real.stated else f" ({real.name} has no {SOURCE}, so it counts as real)"
        raise Fault(
            settings.raw.name,
            f"{real.name} is real and {invented.name} is invented{unsaid}; they never share a database",
            "Keep them in two folders, and give one at a time with --raw (and another --derived).",
        )
