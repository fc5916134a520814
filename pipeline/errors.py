"""The one kind of error that is expected: it is said in one or two lines, and the program ends with 1."""


class Fault(Exception):
    """Something a person can put right: where it is, what was found, what to do next.

    place   file, line or table, as a person would look for it; never an absolute path of the machine where a short one will do
    found   what is there; never a name or a birth date
    do      what to do next, in one sentence
    """

    def __init__(self, place: str, found: str, do: str = "") -> None:
        self.place, self.found, self.do = place, found, do
        super().__init__(f"{place}: {found}" + (f"\n  {do}" if do else ""))


class LeftOut(Fault):
    """A file that is not read and nobody is at fault: it is listed as skipped, with what would let it be read."""
