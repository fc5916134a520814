"""A figure as PDF: vectors and text in the font that ships with the tool, the same bytes on every machine.

vl-convert deals out the numbers of a file's objects, and the order of its fonts, forms and states, by chance. Here they
are dealt out anew, in the order in which the page comes upon them; nothing else of the file changes but its title.
"""

import re

import vl_convert

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_RESOURCES = re.compile(rb"(/(?:Font|XObject|ExtGState|Pattern|Shading) <<\n)(.*?)(\n *>>)", re.DOTALL)
_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n"


def pdf(svg: str, title: str) -> bytes:
    """The picture as one page of its own size, one CSS pixel to a point. The title is what a reader's window shows."""
    objects = {int(number): body for number, body in _OBJECT.findall(vl_convert.svg_to_pdf(svg))}
    root = next(number for number, body in objects.items() if b"/Type /Catalog" in body)
    objects = {number: _in_order(body) for number, body in objects.items()}
    order = _reached(objects, root)
    new = {old: place for place, old in enumerate(order, 1)}
    bodies = [_renumbered(objects[old], new) for old in order]
    return _file([*bodies, b"<<\n  /Title <%s>\n  /Producer (svg2pdf)\n>>" % _hex(title)])


def _in_order(body: bytes) -> bytes:
    """What the page draws with, each kind in the order of the names."""
    head, mark, stream = body.partition(b"stream\n")
    head = _RESOURCES.sub(lambda found: found[1] + b"\n".join(sorted(found[2].split(b"\n"))) + found[3], head)
    return head + mark + stream


def _reached(objects: dict[int, bytes], root: int) -> list[int]:
    """Numbers of the objects as they are come upon from the root, each once; what is packed in a stream is not read."""
    order: list[int] = []
    ahead = [root]
    while ahead:
        number = ahead.pop()
        if number in order:
            continue
        order.append(number)
        found = _REFERENCE.findall(objects[number].partition(b"stream\n")[0])
        ahead += reversed([int(one) for one in found])
    return order


def _renumbered(body: bytes, new: dict[int, int]) -> bytes:
    head, mark, stream = body.partition(b"stream\n")
    return _REFERENCE.sub(lambda found: b"%d 0 R" % new[int(found[1])], head) + mark + stream


def _file(bodies: list[bytes]) -> bytes:
    """Head, objects, the table of their places, and the trailer; the first object is the root, the last tells of it."""
    whole, places = bytearray(_HEAD), []
    for number, body in enumerate(bodies, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<<\n  /Size %d\n  /Root 1 0 R\n  /Info %d 0 R\n>>\n" % (len(bodies) + 1, len(bodies))
    start = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s%sstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, table, trailer, start)
    return bytes(whole)


def _hex(text: str) -> bytes:
    return ("\ufeff" + text).encode("utf-16-be").hex().encode()
