"""Files staged side by side, so that the texts of many are read at once: it takes little longer than those of one.

Each file is a generator that asks what the texts of some rows say and goes on with the answer. A file that asks nothing
is done at once. What comes out is the same as if each had been staged alone.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from pipeline.stage.kinds import Kind
from pipeline.stage.kinds.base import FromText
from pipeline.stage.normalise import texts_of
from pipeline.stage.words import Words

T = TypeVar("T")
FILES = 16  # that wait for an answer, each with its worker
BYTES = 32 << 20  # of rows that wait


@dataclass(frozen=True)
class Asked:
    """Rows of one file and one kind whose texts are to be read."""

    kind: Kind
    rows: pl.DataFrame


Asking = Generator[Asked, FromText, None]
Staging = Generator[Asked, FromText, dict[str, Any]]


def side_by_side(files: Iterable[Generator[Asked, FromText, T]], words: Words) -> list[T]:
    """What each file comes to, in order. Whatever one of them raises ends them all."""
    done: dict[int, T] = {}
    waiting: dict[int, tuple[Generator[Asked, FromText, T], Asked]] = {}
    try:
        for place, file in enumerate(files):
            _go_on(place, file, None, done, waiting)
            if len(waiting) >= FILES or sum(asked.rows.estimated_size() for _, asked in waiting.values()) >= BYTES:
                _answer(waiting, done, words)
        _answer(waiting, done, words)
    finally:
        for file, _ in waiting.values():
            file.close()
    return [done[place] for place in sorted(done)]


def _go_on(place: int, file: Any, told: FromText | None, done: dict[int, Any], waiting: dict[int, Any]) -> None:
    """The file up to its next question or its end."""
    waiting.pop(place, None)
    try:
        waiting[place] = (file, file.send(told))
    except StopIteration as end:
        done[place] = end.value


def _answer(waiting: dict[int, Any], done: dict[int, Any], words: Words) -> None:
    """Answer all that wait until none does."""
    while waiting:
        asked = dict(waiting)
        for record in sorted({question.kind.record for _, question in asked.values()}):
            places = [place for place, (_, question) in asked.items() if question.kind.record == record]
            told = read([asked[place][1] for place in places], words)
            for place, answer in zip(places, told, strict=True):
                _go_on(place, asked[place][0], answer, done, waiting)


def read(asked: list[Asked], words: Words) -> list[FromText]:
    """What the texts say, for each question by itself: all are of one kind, and no two of one file."""
    told = texts_of(asked[0].kind, pl.concat([one.rows for one in asked]), words)
    if len(asked) == 1:
        return [told]
    rows, unread = _by_file(told.rows), _by_file(told.unread)
    beside = {name: _by_file(frame) for name, frame in told.beside.items()}
    answers = []
    for one in asked:
        file = one.rows.select("delivery", "source_file").row(0) if one.rows.height else None
        answers.append(
            FromText(
                rows.get(file, told.rows.clear()),
                {name: parts.get(file, told.beside[name].clear()) for name, parts in beside.items()},
                unread.get(file, told.unread.clear()),
            )
        )
    return answers


def _by_file(frame: pl.DataFrame) -> dict[Any, pl.DataFrame]:
    """The rows of each file, in their order."""
    return frame.partition_by("delivery", "source_file", as_dict=True, maintain_order=True)
