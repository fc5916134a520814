"""Where a number comes from: its definition, its query, its counts and, at the desk, the records behind it.

Only the numbers that a page names are here, and those they are made of, a page for each first word of a name.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pipeline.behind.definitions import Definition, read
from pipeline.behind.follow import follow
from pipeline.behind.question import Question
from pipeline.behind.records import query
from pipeline.errors import Fault
from pipeline.graph.described import Description, descriptions
from pipeline.language import N_, _
from pipeline.report.links import file_of
from pipeline.report.pages import came_to, claim_numbers, figure_numbers
from pipeline.report.pages.base import Material, Page
from pipeline.results import choices, public, words
from pipeline.results.columns import FORMATS
from pipeline.results.tables import NUMBER

TITLE, TEMPLATE = N_("Where the numbers come from"), "numbers.html.j2"
PLACES = 2000  # records listed for one number at the desk; `article3 trace --csv` writes all
_SQL = """
    select table_name from information_schema.columns
    where table_schema = 'measures' and column_name = 'number' order by table_name"""
# What says which number it is; all other columns are what it came to.
KEYS = (
    *("measure", "figure", "question", "family", "kind", "complaint_kind", "outcome", "basis", "unit", "by", "rule"),
    *("country", "country_a", "country_b", "against", "instrument", "window", "period", "year", "year_basis"),
    *("months", "strata", "event_id", "count", "clock", "duplicates", "linkage"),
)
_BY_METHOD = ("intervals", "standardised")  # where a number of each method stands
_RATES = ("rates", "window_rates", "counts", "window_counts")


@dataclass(frozen=True)
class Entry:
    """One number as its page tells it.

    about    what it is a number of, key by key, in words
    means    the definition; where, the anchor that has it in full
    row      where no definition has it, what one row of its table is: in English, as in the dictionary
    queries  label -> SQL;  made_of  names of the numbers it was made of
    places   file and place of each record, at the desk
    """

    name: str
    about: str | Markup
    means: str
    where: str
    counts: Markup
    queries: dict[str, str]
    row: str = ""
    made_of: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    is_traced: bool = False
    places: Any = None


def numbers(m: Material, names: set[str]) -> list[Page]:
    """A page for each first word of these names and of the numbers behind them. Fault where one is in no table."""
    drawn = {name for name in names if figure_numbers.is_figure(name)}
    rows = _rows(m, names - drawn)
    missing = sorted(names - drawn - rows.keys())
    if missing:
        raise Fault(missing[0], "a page gives this number, but no table of measures has it", "Name one that is there.")
    while sides := {side for table, row in rows.values() for side in _made_of(table, row)} - rows.keys():
        found = _rows(m, sides)
        rows |= found
        if not found:
            break
    said, tables = read(m.settings), descriptions()
    pages: dict[str, list[Entry]] = {}
    for name, (table_name, row) in sorted(rows.items()):
        entry = _entry(m, said, tables[f"measures.{table_name}"], table_name, row, rows.keys())
        pages.setdefault(file_of(name), []).append(entry)
    for name in sorted(drawn):
        pages.setdefault(file_of(name), []).append(_of_figure(m, name))
    return [
        Page(name, _(TITLE), TEMPLATE, {"entries": entries, "file_of": file_of}, is_listed=False)
        for name, entries in sorted(pages.items())
    ]


def told(pages: list[Page]) -> set[str]:
    """The names of all numbers that these pages tell."""
    return {entry.name for page in pages if page.template == TEMPLATE for entry in page.holds["entries"]}


def _rows(m: Material, names: set[str]) -> dict[str, tuple[str, dict[str, Any]]]:
    """The table and the row of each name."""
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for (name,) in m.con.execute(_SQL).fetchall():
        listed = m.con.execute(f"select * from measures.{name} where list_contains($1, number)", [sorted(names)]).pl()
        found |= {row[NUMBER]: (name, row) for row in public.blanked(listed).iter_rows(named=True)}
    return found


def _made_of(table_name: str, row: dict[str, Any]) -> tuple[str, ...]:
    """The two sides of a comparison; the plain figure a method starts from; what a claim was read as."""
    if table_name in claim_numbers.TABLES:
        return claim_numbers.made_of(row)
    period = row.get("window") or row.get("period") or row.get("year") or "all"
    rest = f"{row.get('instrument')}.{period}.{row.get('year_basis')}"
    if table_name.endswith("comparisons"):
        what = f"{row['measure']}.{row['basis'] or row['unit']}"
        return tuple(f"{what}.{row[side]}.{rest}" for side in ("country_a", "country_b"))
    if {"measure", "basis", "country", "year_basis"} <= row.keys() and table_name not in _RATES:
        return (f"{row['measure']}.{row['basis']}.{row['country']}.{rest}",)
    if table_name == "second_count":
        return (f"{row['figure']}.{row['basis']}.{row['country']}.{rest.partition('.')[2]}",)
    return ()


def _entry(
    m: Material,
    said: dict[str, dict[str, Definition]],
    described: Description,
    table_name: str,
    row: dict[str, Any],
    known: Any,
) -> Entry:
    name = row[NUMBER]
    of_a_claim = table_name in claim_numbers.TABLES
    keys = (*KEYS, "method") if table_name in _BY_METHOD else KEYS
    told: dict[str, Any] = {
        "name": name,
        "about": claim_numbers.about(row) if of_a_claim else _about(m, row, keys),
        "counts": claim_numbers.counts(row) if of_a_claim else came_to.counts(table_name, row, (*keys, NUMBER)),
        "made_of": tuple(side for side in _made_of(table_name, row) if side in known),
    }
    definition = said.get(row.get("measure", ""), {}).get(str(row.get("basis") or row.get("unit")))
    if table_name not in _RATES or definition is None:
        return Entry(
            **told,
            means="",
            row=described.says,
            where=f"dictionary.html#measures.{table_name}",
            queries={_("row"): row.get("query") or f"select * from measures.{table_name} where number = '{name}'"},
        )
    question = _question(definition, row)
    sides = {_("cases"): definition.numerator, _("of so many"): definition.denominator}
    parts = [_(side.means) for side in sides.values() if side]
    return Entry(
        **told,
        means=f"{_(definition.means)}: {_(', divided by ').join(parts)}",
        where=f"definitions.html#{definition.measure}.{definition.basis}",
        queries={label: query(question, side) for label, side in sides.items() if side},
        cautions=tuple(_(caution) for caution in definition.cautions),
        is_traced=True,
        places=_places(m, question) if m.private else None,
    )


def _of_figure(m: Material, name: str) -> Entry:
    """What a figure counts row by row and no measure names: its query; the counts are in the table beneath it."""
    asked, caption = figure_numbers.queries(m, name), figure_numbers.caption(name)
    told = Markup("<p>{}</p>").format(_("The counts stand in the table beneath the figure."))
    return Entry(
        name=name,
        about=words.sentence(_(caption)),
        means=_("The rows that the figure draws, as its query gives them"),
        where=figure_numbers.where(asked),
        counts=told,
        queries={f"{_('query')} {number}": sql for number, sql in enumerate(asked, 1)},
    )


def _question(definition: Definition, row: dict[str, Any]) -> Question:
    return Question(
        definition, row["country"], row["instrument"], row.get("year"), row.get("window"), row["year_basis"]
    )


def _about(m: Material, row: dict[str, Any], keys: tuple[str, ...]) -> Markup:
    """ "Overturned; of those decided on the merits; Russia; red notices and red diffusions; 2024; year decided"."""
    parts: list[str] = []
    for key in keys:
        value = row.get(key)
        if value is None or (key == "year" and row.get("window")):
            continue
        if key in choices.RESPECTS and "question" in row:
            parts.append(choices.in_words(key, str(value), m.subject))
        elif key in ("window", "period"):
            parts.append(m.subject.period(str(value)))
        elif key == "months":
            parts.append(_("within {n} months", n=value))
        else:
            parts.append(FORMATS.get(key, words.plain)(str(value)))
    parts += [_("all years")] if "year" in row and row["year"] is None and not row.get("window") else []
    parts = parts or [_(str(row.get("says") or row[NUMBER]))]
    return Markup("; ").join([words.sentence(parts[0]), *parts[1:]])


def _places(m: Material, question: Question) -> list[tuple[str, int, list[str]]]:
    """At the desk alone: side, how many records, and the file and place of each."""
    _, sides = follow(m.con, question)
    return [
        (side, records.cases, [f"{place[3]}/{place[4]}, {place[5]}" for place in records.places(PLACES)])
        for side, records in sides.items()
    ]
