"""How much of what invented texts say is read: share right, left empty and wrong, field by field.

The texts are those of tests/stage/texts, written apart from the rules.
`python -m benchmarks.documents` prints benchmarks/documents.txt.
"""

from collections import Counter

from pipeline.settings import Settings
from pipeline.stage.words import load_words
from tests.stage.texts.made import decisions, sentences
from tests.stage.texts.score import MARKS, of_decisions, of_reports, shares

# What came out when each set of texts was read for the first time, before a rule was put right by it.
AT_FIRST_SIGHT = """At first sight, before any rule was put right by the set:
99 decisions           right 92.6%, empty 6.9%, wrong 0.6% of 525 values; 9 values (respondent) read that no text gives
36 decisions           right 84.0%, empty 13.4%, wrong 2.6% of 194 values
48 sentences           right 96.6%, empty 2.4%, wrong 1.0% of 208 values
20 sentences           right 87.3%, empty 9.9%, wrong 2.8% of 71 values
After that, all sets together:
"""


def table(title: str, marks: dict[str, Counter[str]]) -> str:
    """The marks as lines of text."""
    lines = [title, f"{'':22}" + "".join(f"{name:>16}" for name in MARKS)]
    total: Counter[str] = sum(marks.values(), Counter())
    for name, counted in {**marks, "all": total}.items():
        lines.append(f"{name:22}" + "".join(f"{counted[one]:>16}" for one in MARKS))
    said = total["right"] + total["empty"] + total["wrong"]
    listed = (f"{name} {share:.1%}" for name, share in shares(marks).items())
    return "\n".join([*lines, f"of {said} values the texts give: {', '.join(listed)}"])


def main() -> None:
    words = load_words(Settings().vocabulary)
    print(AT_FIRST_SIGHT)
    print(table(f"{len(decisions())} invented decisions", of_decisions(words)))
    print(table(f"\n{len(sentences())} invented sentences of reports", of_reports(words)))


if __name__ == "__main__":
    main()
