"""What an Outlook mail says: its plain text, else its HTML, else the RTF it was written in."""

from collections.abc import Callable

import olefile
from compressed_rtf import decompress
from striprtf.striprtf import rtf_to_text

from pipeline.receive.readers.encoding import decode
from pipeline.receive.readers.html_text import text_of_html

PLAIN, HTML, RTF = "1000", "1013", "10090102"
Text = Callable[[olefile.OleFileIO, str], str]
Stream = Callable[[olefile.OleFileIO, str], bytes | None]


def body(file: olefile.OleFileIO, text: Text, stream: Stream) -> str:
    """The text of the mail; "" where it has none."""
    if plain := text(file, PLAIN):
        return plain
    if page := text(file, HTML) or decode(stream(file, f"{HTML}0102") or b""):
        return text_of_html(page)
    packed = stream(file, RTF)
    return rtf_to_text(decompress(packed).decode("latin-1"), errors="replace") if packed else ""
