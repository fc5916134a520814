"""Vocabularies: what the words of a source mean, typed by people in CSV files of `value,means,language,note`."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.errors import Fault
from pipeline.stage.text import fold_all, folded, read_each
from pipeline.stage.values import NOTHING

# What a word may mean, by vocabulary: the fixed values of the public tables.
MEANINGS: dict[str, frozenset[str]] = {
    name: frozenset(values.split())
    for name, values in {
        "instrument": "red_notice red_diffusion blue_notice yellow_notice green_notice other",
        "check_outcome": "passed refused withdrawn pending not_checked",
        "cancelled_by": "ccf general_secretariat requesting_bureau expired",
        "ground": "article_2 article_3 data_quality due_process private_matter extradition_refused "
        "ne_bis_in_idem purpose other",
        "complaint_kind": "access deletion revision",
        "outcome": "pending inadmissible no_data answered revision_refused compliant compliant_with_update "
        "non_compliant deleted_by_source withdrawn",
        "offence_category": "fraud corruption tax violence drugs terrorism extremism sexual theft cyber "
        "public_order other",
        "population": "register published_list",
        "purpose": "locate information arrest reply cancel other",
        "sex": "F M U",
        "document_kind": "decision report memo other",
        "boolean": "true false",
        "months": " ".join(str(month) for month in range(1, 13)),
        "placeholders": "any code reference",
    }.items()
}


@dataclass(frozen=True)
class Vocabulary:
    """Folded words and their meaning. `fillers` are folded texts that say nothing wherever they stand."""

    name: str
    means: dict[str, str]
    fillers: frozenset[str] = frozenset()

    def resolve(self, texts: pl.Series) -> pl.Series:
        """What each text means; NOTHING for a filler; null where the vocabulary does not know it."""
        known = {"": NOTHING} | dict.fromkeys(self.fillers, NOTHING) | self.means
        return read_each(texts, meaning=meaning_of(folded(pl.col("text")), known))["meaning"]


def meaning_of(words: pl.Expr, means: Mapping[str, str]) -> pl.Expr:
    """Each word's meaning; null where there is none."""
    return words.replace_strict(list(means), list(means.values()), default=None, return_dtype=pl.String)


def load_vocabulary(folder: Path, name: str, fillers: frozenset[str] = frozenset()) -> Vocabulary:
    """The vocabulary of that name. Fault where a line means something the public tables do not have."""
    means: dict[str, str] = {}
    listed = lines(folder, name)
    words = fold_all(line["value"] for _, line in listed)
    for (place, line), word in zip(listed, words, strict=True):
        meaning = line["means"]
        if name in MEANINGS and meaning not in MEANINGS[name]:
            raise Fault(place, f"means is {meaning!r}", f"Use one of {', '.join(sorted(MEANINGS[name]))}.")
        if means.setdefault(word, meaning) != meaning:
            raise Fault(place, f"{line['value']!r} already means {means[word]!r}", "Keep one of the two lines.")
    return Vocabulary(name, means, fillers)


def lines(folder: Path, name: str, required: tuple[str, ...] = ("value", "means")) -> list[tuple[str, dict[str, str]]]:
    """The lines of a vocabulary file, each with its place for a message. Fault where file or column is missing."""
    path = folder / f"{name}.csv"
    if not path.exists():
        raise Fault(f"{folder.name}/{path.name}", "there is no such file", "Every vocabulary must be there.")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        if missing := [column for column in required if column not in (reader.fieldnames or ())]:
            raise Fault(f"{folder.name}/{path.name}, line 1", f"no column {', '.join(missing)}", "Add it.")
        rows = [(reader.line_num, {key: (text or "").strip() for key, text in row.items() if key}) for row in reader]
    return [(f"{folder.name}/{path.name}, line {number}", row) for number, row in rows if row[required[0]]]
