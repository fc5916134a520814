"""Everything people typed that the normalisers need, loaded once for a run."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.stage.countries import Countries, load_countries
from pipeline.stage.decision_rules import DecisionRules, load_decision_rules
from pipeline.stage.figure_rules import FigureRules, load_figure_rules
from pipeline.stage.offences import OffenceRules, load_offence_rules
from pipeline.stage.purpose_rules import load_purpose_rules
from pipeline.stage.references import ReferenceWords, load_reference_words
from pipeline.stage.rules import Rule
from pipeline.stage.vocabulary import Vocabulary, load_vocabulary

CLOSED = (
    "instrument",
    "check_outcome",
    "cancelled_by",
    "ground",
    "complaint_kind",
    "outcome",
    "offence_category",
    "purpose",
    "population",
    "sex",
    "document_kind",
    "boolean",
)


@dataclass(frozen=True)
class Words:
    """Vocabularies by name, months ("март" -> "3"), folded texts that are no name or no value, special readers."""

    closed: dict[str, Vocabulary]
    months: dict[str, str]
    no_name: frozenset[str]
    no_value: frozenset[str]
    references: ReferenceWords
    countries: Countries
    offences: OffenceRules
    decisions: DecisionRules
    figures: FigureRules
    purposes: tuple[Rule, ...]
    languages: dict[str, str]


def load_words(folder: Path) -> Words:
    """Read the vocabulary folder. Fault with file and line where something in it cannot be used."""
    placeholders = load_vocabulary(folder, "placeholders").means
    anywhere = frozenset(word for word, where in placeholders.items() if where == "any")
    in_codes = anywhere | {word for word, where in placeholders.items() if where == "code"}
    return Words(
        closed={name: load_vocabulary(folder, name, in_codes) for name in CLOSED},
        months=load_vocabulary(folder, "months").means,
        no_name=anywhere,
        no_value=in_codes,
        references=load_reference_words(folder),
        countries=load_countries(folder, in_codes),
        offences=load_offence_rules(folder),
        decisions=load_decision_rules(folder),
        figures=load_figure_rules(folder),
        purposes=load_purpose_rules(folder),
        languages=load_vocabulary(folder, "language_words").means,
    )
