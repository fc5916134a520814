"""Words out of pictures, by Debian's Tesseract where it is installed."""

import shutil
import subprocess
from functools import cache

from pipeline.errors import Fault, LeftOut

LANGUAGES = ("eng", "fra", "rus", "tur")
PATIENCE = 120  # seconds for one picture
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-fra tesseract-ocr-rus tesseract-ocr-tur"


def is_there() -> bool:
    """Whether Tesseract is installed."""
    return _program() is not None


def needed(file: str, found: str = "needs OCR") -> LeftOut:
    """What to say of a file that only OCR can read."""
    return LeftOut(file, found, INSTALL)


def text_of(picture: bytes, file: str) -> str:
    """The text of a picture (PNG, JPEG, TIFF). LeftOut without Tesseract, Fault where it gives up."""
    program = _program()
    if program is None:
        raise needed(file)
    command = [program, "stdin", "stdout", "-l", "+".join(_languages(program))]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Fault(file, f"OCR gave up ({type(error).__name__})", "Look at the picture by hand.") from None
    if done.returncode:
        raise Fault(file, "OCR could not read the picture", "It may be damaged: look at it by hand.")
    return done.stdout.decode("utf-8", "replace").strip()


@cache
def _program() -> str | None:
    return shutil.which("tesseract")


@cache
def _languages(program: str) -> list[str]:
    """Those of our languages that are installed."""
    try:
        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return ["eng"]
    there = set(listed.stdout.decode("utf-8", "replace").split())
    return [language for language in LANGUAGES if language in there] or ["eng"]
