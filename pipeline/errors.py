"""The one kind of error that is expected: it is said in one or two lines, and the program ends with 1."""

import errno

LONGEST = 2_000  # characters of each part of a message
NO_ROOM = "there is no room left on the disk"


def lacks_room(error: OSError) -> bool:
    """Whether the disk is full, or a file has become as large as this program may make it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Fault(Exception):
    """Something a person can put right: where it is, what was found, what to do next.

    place   file, line or table, as a person would look for it, in its short form
    found   what is there; never a name or a birth date
    do      what to do next, in one sentence
    """

    def __init__(self, place: str, found: str, do: str = "") -> None:
        self.place, self.found, self.do = plain(place), plain(found), plain(do)
        super().__init__(f"{self.place}: {self.found}" + (f"\n  {self.do}" if do else ""))


def plain(text: str) -> str:
    """Text that is safe on a terminal and in a log: signs that steer one, or cannot be shown, become "?".

    Names of files and columns come from the files themselves, and may have been made to deceive.
    """
    text = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
    return "".join(sign if sign.isprintable() or sign == "\n" else " " if sign.isspace() else "?" for sign in text)


class LeftOut(Fault):
    """A file that is not read and nobody is at fault: it is listed as skipped, with what would let it be read."""
