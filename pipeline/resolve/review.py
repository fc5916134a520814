"""`article3 review`: the pairs that only a person can decide, shown without the score; every answer is kept at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline.resolve.clusters import REVIEW
from pipeline.resolve.judgements import (
    DIFFERENT,
    SAME,
    UNSURE,
    Judgement,
    decided,
    disputed,
    impossible,
    kappa,
    latest,
    read,
    write,
)

KEYS = {"s": SAME, "d": DIFFERENT, "u": UNSURE}
UNDO, QUIT = "z", "q"
ASKED = "Same person? [s]ame, [d]ifferent, [u]nsure, [z] undo, [q]uit"

# In an order that says nothing of the score.
QUEUE = """
with
records as (
    select described.description_id, min(described.record_id) as record_id, min(links.person_id) as person_id
    from resolved.described inner join resolved.links on described.record_id = links.record_id
    group by described.description_id
)
select
    one.record_id, other.record_id,
    a.name, b.name, a.birth_date_text, b.birth_date_text, a.sex, b.sex, a.nationalities, b.nationalities,
    a.countries, b.countries, len(list_intersect(a.cases, b.cases))
from resolved.candidate_pairs as pairs
inner join records as one on pairs.left_id = one.description_id
inner join records as other on pairs.right_id = other.description_id
inner join resolved.descriptions as a on pairs.left_id = a.description_id
inner join resolved.descriptions as b on pairs.right_id = b.description_id
where pairs.match_probability >= ? and one.person_id <> other.person_id
order by md5(one.record_id || other.record_id), one.record_id, other.record_id
"""


@dataclass(frozen=True)
class Question:
    """Two records and what is shown of them: field, one, other. References and ids stay hidden: they are not needed."""

    record_id_a: str
    record_id_b: str
    shown: tuple[tuple[str, str, str], ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The two records in order of their ids."""
        first, second = sorted((self.record_id_a, self.record_id_b))
        return first, second

    def text(self) -> str:
        widest = max(len(one) for _, one, _ in self.shown)
        return "\n".join(f"{field:<14}{one:<{widest}}   {other}" for field, one, other in self.shown)


def queue(con: duckdb.DuckDBPyConnection, judgements: Sequence[Judgement], reviewer: str) -> list[Question]:
    """Pairs in doubt that this reviewer has not answered yet."""
    found = []
    for first, second, *fields, shared in con.execute(QUEUE, [REVIEW]).fetchall():
        names = ("name", "born", "sex", "nationality", "country")
        rows = tuple(
            (name, _said(fields[2 * number]), _said(fields[2 * number + 1])) for number, name in enumerate(names)
        )
        cases = (("case", "shared" if shared else "not shared", ""),)
        found.append(Question(first, second, rows + cases))
    return _open(found, judgements, reviewer)


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value) if value is not None else "–"


def review(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    reviewer: str,
    ask: Callable[[str], str],
    say: Callable[[str], None],
    now: Callable[[], str] = lambda: datetime.now(UTC).isoformat(timespec="seconds"),
) -> str:
    """Show the queue pair by pair until it is empty or the reviewer stops; returns the closing lines.

    Each answer is in the file before the next pair is shown. Undo takes back the reviewer's last answer, of this
    sitting or an earlier one; its pair is asked again.
    """
    kept = read(path)
    every = queue(con, [], reviewer)
    given = 0
    while open_ones := _open(every, kept, reviewer):
        question = open_ones[0]
        say(f"\n{len(every) - len(open_ones) + 1} of {len(every)}\n{question.text()}")
        answer = ask(ASKED).strip().lower()[:1]
        if answer == QUIT:
            break
        if answer == UNDO:
            last = _last_of(kept, reviewer)
            if last is None:
                say("There is no answer of yours to take back.")
                continue
            kept, given = kept[:last] + kept[last + 1 :], given - 1
        elif answer in KEYS:
            one = Judgement(question.record_id_a, question.record_id_b, KEYS[answer], reviewer, now())
            if one.answer != UNSURE and decided(kept).get(one.pair, one.answer) != one.answer:
                say("This contradicts an earlier judgement of the same pair.")
            kept, given = [*kept, one], given + 1
        else:
            say("Answer with one of the letters s, d, u, z, q.")
            continue
        write(path, kept)
    return "\n".join([*_closing(given, len(_open(every, kept, reviewer)), len(every)), *report(kept)])


def _open(questions: Sequence[Question], kept: Sequence[Judgement], reviewer: str) -> list[Question]:
    answered = {pair for pair, who in latest(kept) if who == reviewer}
    return [one for one in questions if one.pair not in answered]


def _last_of(kept: Sequence[Judgement], reviewer: str) -> int | None:
    """The place of the reviewer's last answer in the file."""
    return next((place for place in reversed(range(len(kept))) if kept[place].reviewer == reviewer), None)


def _closing(given: int, left: int, every: int) -> list[str]:
    if not every:
        return ["No pair of records is in doubt: there is nothing to review."]
    lines = [f"{max(given, 0)} answered, {left} left."]
    return lines if not given else [*lines, "The answers count from the next `article3 run` (or `make report`) on."]


def report(judgements: Sequence[Judgement]) -> list[str]:
    """Contradictions, and how well two reviewers agree; a line for each."""
    lines = []
    if pairs := disputed(judgements):
        lines.append(f"Pairs on which reviewers contradict each other: {len(pairs)}. They stay undecided.")
    if broken := impossible(judgements):
        lines.append(
            f"Pairs judged different that other judgements make the same: {len(broken)}. "
            "The answer 'different' is left out."
        )
    if agreement := kappa(judgements):
        one, other, n, value = agreement
        lines.append(f"Agreement of {one} and {other} on {n} pairs: Cohen's kappa {value:.2f}.")
    return lines
