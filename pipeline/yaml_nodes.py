"""YAML that people write by hand, read so that each thing wrong with it can be said with its line.

Keys and texts are taken as written: a column called `No` stays "No" and a value `yes` stays "yes".
"""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from re import fullmatch

import yaml

from pipeline.errors import Fault

_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
_NULL = "tag:yaml.org,2002:null"


class Node:
    """One value of the file and where it stands. The methods give it as a type, or raise Fault with the line."""

    def __init__(self, node: yaml.Node, file: str, name: str) -> None:
        self.node, self.file, self.name = node, file, name
        if node.tag not in _PLAIN:
            raise self.fault(
                f"{name} has the tag {node.tag}", "Take the tag away: only plain text, lists and keys are read."
            )

    def fault(self, found: str, do: str) -> Fault:
        return Fault(f"{self.file}, line {self.line}", found, do)

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_empty(self) -> bool:
        return self.node.tag == _NULL

    @property
    def is_keyed(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def keys(self, known: Iterable[str] | None = None, needed: Iterable[str] = ()) -> dict[str, "Node"]:
        """The values under each key. A key twice, one not in `known`, or a missing one of `needed` is a Fault."""
        if self.is_empty:
            return {}
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault(
                f"{self.name} is {self._shape()}", f"Expected keys under {self.name}, each as `key: value`."
            )
        found: dict[str, Node] = {}
        for key, value in self.node.value:
            here = Node(key, self.file, "a key")
            word = here.text()
            if word in found:
                raise here.fault(f"'{word}' stands twice under {self.name}", "Keep one of the two.")
            if known is not None:
                here.one_of(tuple(known), f"key of {self.name}")
            found[word] = Node(value, self.file, word)
        for word in needed:
            if word not in found:
                raise self.fault(f"{self.name} does not say `{word}`", f"Add a line `{word}: …`.")
        return found

    def items(self) -> list["Node"]:
        """The items of a list; a single value counts as a list of one, nothing as an empty list."""
        if self.is_empty:
            return []
        if isinstance(self.node, yaml.SequenceNode):
            return [Node(item, self.file, f"an item of {self.name}") for item in self.node.value]
        if isinstance(self.node, yaml.ScalarNode):
            return [self]
        raise self.fault(f"{self.name} is {self._shape()}", "Expected a list: [one, two].")

    def text(self) -> str:
        """The text as written, without quotes; empty where there is none."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.fault(
                f"{self.name} is {self._shape()}", "Expected a single text; use quotes if it holds : or [."
            )
        return "" if self.is_empty else str(self.node.value).strip()

    def one_of(self, choices: tuple[str, ...], what: str) -> str:
        """The text, if it is one of the choices; else a Fault as `name_of` says."""
        return self.name_of(self.text(), choices, what)

    def name_of(self, word: str, choices: tuple[str, ...], what: str) -> str:
        """The word, if it is one of the choices; else a Fault that names the nearest."""
        if word in choices:
            return word
        near = get_close_matches(word.casefold(), choices, n=1, cutoff=0.6)
        hint = f"Did you mean '{near[0]}'? " if near else ""
        raise self.fault(f"'{word}' is no {what}", f"{hint}Expected one of: {', '.join(choices)}.")

    def day(self) -> date:
        """A whole day, such as 2024-11-18; a time after it is left out."""
        day = self.day_if_whole()
        if day is None:
            raise self.fault(f"{self.name} is '{self.text()}'", "Expected a whole day, such as 2024-11-18.")
        return day

    def day_if_whole(self) -> date | None:
        """The day, or None for a year or a month alone (2024, 2024-11) or nothing at all."""
        match = fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ].*)?", self.text())
        if match is None and not self.is_empty:
            raise self.fault(f"{self.name} is '{self.text()}'", "Expected a day as year-month-day, such as 2024-11-18.")
        year, month, day = match.groups() if match else (None, None, None)
        try:
            whole = date(int(year or 1), int(month or 1), int(day or 1))
        except ValueError:
            raise self.fault(f"{self.name} is '{self.text()}', no day of the calendar", "Correct it.") from None
        return whole if day else None

    def plain(self) -> object:
        """A text, number, true/false or None, or a list or keys of such: for options others know the meaning of."""
        if isinstance(self.node, yaml.ScalarNode):
            return self.value()
        if isinstance(self.node, yaml.SequenceNode):
            return [item.value() for item in self.items()]
        return {name: node.value() for name, node in self.keys().items()}

    def value(self) -> object:
        """A single value as YAML means it: 3 is a number, yes is true; a quoted one is text."""
        self.text()
        try:
            return yaml.SafeLoader("").construct_object(self.node)
        except ValueError:
            raise self.fault(f"{self.name} is '{self.text()}', no day of the calendar", "Correct it.") from None

    def _shape(self) -> str:
        if isinstance(self.node, yaml.ScalarNode):
            return "a single value"
        return "a list" if isinstance(self.node, yaml.SequenceNode) else "a set of keys"


def read(path: Path, file: str, may_be_empty: bool = False) -> Node:
    """The whole file as one Node. `file` is what messages call it."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Fault(f"{file}, line {line}", "the file is not UTF-8", "Save it as UTF-8.") from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise Fault(f"{file}, line {line}", "a sign that no YAML file may hold", "Take it away.") from None
    except yaml.MarkedYAMLError as error:
        raise _syntax_fault(file, error) from None
    except RecursionError:
        raise Fault(file, "lists within lists too deep to read", "Expected keys, lists and texts only.") from None
    if root is None and may_be_empty:
        root = yaml.ScalarNode(_NULL, "", yaml.Mark(file, 0, 0, 0, None, 0))
    if root is None:
        raise Fault(
            f"{file}, line 1", "the file is empty", "Expected at least `title: …` and `nature: real` or `invented`."
        )
    return Node(root, file, "the file")


def _syntax_fault(file: str, error: yaml.MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = f"{file}, line {mark.line + 1}, column {mark.column + 1}" if mark else file
    return Fault(
        place,
        f"not readable as YAML: {error.problem or error.context}",
        "Expected `key: value` lines, indented by spaces (never tabs), quotes around text that holds ': ' or ' #'.",
    )
