"""What a message is for, where no header says it: purpose_rules.csv, the first rule that fits subject, else text."""

from pathlib import Path

from pipeline.stage.rules import Rule, load_rules, values_of


def load_purpose_rules(folder: Path) -> tuple[Rule, ...]:
    """In order. Fault with file and line where one of them cannot be used."""
    return load_rules(folder, "purpose_rules", {"purpose": values_of("purpose")}, {})["purpose"]
