"""The independent search finds what it is to find; the gate and it agree on what is planted."""

import base64

import pytest

from tests import needles
from tests.protect.test_scan import png, zipped

NAME = "Quavokptu"


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{NAME.upper()}</p>".encode(),
        NAME.encode("utf-16-le"),
        base64.b64encode(b"ab" + NAME.encode() + b"cd"),
        base64.b64encode(NAME.encode() + b"c"),
        zipped(NAME),
        png(b"iTXt", b"Comment\0\0\0\0\0" + NAME.encode()),
        "".join(f"&#{ord(sign)};" for sign in NAME).encode(),
    ],
)
def test_it_finds_a_name_in_every_disguise(tmp_path, data):
    (tmp_path / "a.bin").write_bytes(data)
    assert set(needles.found([tmp_path], [NAME, "Xilzubwex"])) == {("a.bin", NAME)}


def test_it_finds_nothing_where_there_is_nothing(tmp_path):
    (tmp_path / "a.html").write_text("Quavo and kptu are two words")
    assert needles.found([tmp_path], [NAME]) == []
