"""A drafted SOURCE.yml as text: each column with how sure the draft is and three cells, for a person to go through."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from pipeline.describe.draft import ColumnDraft, Draft
from pipeline.mapping import Delivery


@dataclass
class Entry:
    """One entry under `files:`: a path or pattern, how it was read, and a draft for each of its tables by name."""

    pattern: str
    reader: dict[str, Any]
    drafts: dict[str, Draft] = field(default_factory=dict)


def source_text(delivery: Delivery, entries: list[Entry]) -> str:
    """The whole file. It can be read as it is; what the draft is unsure of stands in the comments."""
    lines = [
        f"# Drafted by `article3 describe {delivery.name}` from headings and cells; no person has reviewed it yet.",
        "# Beside each column: how sure the draft is, from 0 to 1, and three cells, masked where they may name people.",
        f"title: {_quoted(delivery.title)}",
        f"nature: {delivery.nature}" + ("" if delivery.stated else "    # or invented: say which it is"),
    ]
    if delivery.stated:
        lines.insert(2, "# A SOURCE.yml is there already: take the entries below over into its `files:`.")
    lines.append("files:")
    for entry in entries:
        lines += _entry(entry)
    return "\n".join(lines) + "\n"


def _entry(entry: Entry) -> list[str]:
    lines = [f"  {_quoted(entry.pattern)}:"]
    if entry.reader:
        options = yaml.safe_dump(entry.reader, default_flow_style=True, allow_unicode=True, width=10_000).strip()
        lines.append(f"    reader: {options}")
    if len(entry.drafts) == 1:
        return lines + _table(next(iter(entry.drafts.values())), "    ")
    lines.append("    tables:")
    for name, draft in entry.drafts.items():
        lines += [f"      {_quoted(name)}:", *_table(draft, "        ")]
    return lines


def _table(draft: Draft, indent: str) -> list[str]:
    mapping = draft.mapping
    lines = [f"# {note}" for note in draft.notes]
    lines.append(f"record: {mapping.record}    # sure to {draft.confidence:.2f}")
    if mapping.one_row_is:
        lines.append(f"one_row_is: {_quoted(mapping.one_row_is)}")
    by_header = {column.header: column for column in draft.columns}
    if mapping.columns:
        lines.append("columns:")
        lines += [
            f"  {_quoted(header)}: {name}    # {_beside(by_header[header])}" for header, name in mapping.columns.items()
        ]
    if mapping.constants:
        lines.append("constants:")
        lines += [f"  {name}: {_quoted(text)}" for name, text in mapping.constants.items()]
    if mapping.ignore:
        lines.append("ignore:")
        lines += [f"  - {_quoted(header)}    # {_beside(by_header[header])}" for header in mapping.ignore]
    if mapping.unpivot:
        named = {*mapping.columns, *mapping.ignore}
        dated = [header for header in by_header if header not in named]
        lines.append("unpivot: {{headers: {}, cells: {}}}".format(*mapping.unpivot) + f"    # {_dated(dated)}")
    if mapping.date_order != "day_first":
        lines.append(f"date_order: {mapping.date_order}")
    return [indent + line for line in lines]


def _dated(headers: list[str]) -> str:
    return _printable(f"a row for each cell of {len(headers)} columns, {headers[0]} to {headers[-1]}")


def _beside(column: ColumnDraft) -> str:
    cells = " · ".join(column.examples) or "(empty)"
    known = f"{column.confidence:.2f}" if column.field else "NOT KNOWN: give it a field, or leave it here"
    return f"{known}: {_printable(cells)}"


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def _quoted(text: str) -> str:
    """The text in double quotes, on one line, so that YAML gives back exactly this."""
    return yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf")).strip()
