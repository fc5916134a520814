"""What two descriptions are compared in, and what each agreement is worth before anything was learned.

Each level has a test in SQL (`_l` and `_r` are the two descriptions) and two shares: `m`, how often it holds for two
descriptions of one person, `u`, for two people. Their ratio is the evidence; its base-2 logarithm is given in bits. The
shares stand as fixed for small data; a large delivery brings its own (pipeline/resolve/training.py).
"""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Level:
    says: str
    test: str
    m: float
    u: float


@dataclass(frozen=True)
class Comparison:
    """Levels from the strongest agreement to none; the first whose test holds counts. Where `missing` holds nothing
    counts.

    is_learned  whether a large delivery may bring its own shares
    """

    name: str
    missing: str
    levels: tuple[Level, ...]
    is_learned: bool = True


ELSE = "else"
CLOSE, LOOSE = 0.92, 0.84
# Consonants that two names must share to be called alike in Arabic letters; one less where both have as many words.
TOLD = 5

# Native DuckDB functions under short names; every word of the shorter name must be met in the longer one.
MACROS = f"""
create or replace macro alike(x, y) as
    case when abs(length(x) - length(y)) <= 2 then jaro_winkler_similarity(x, y) else 0 end;
create or replace macro weakest(a, b) as list_min([list_max([alike(x, y) for y in b]) for x in a]);
create or replace macro fit(a, b) as case
    when len(a) < len(b) then weakest(a, b)
    when len(a) > len(b) then weakest(b, a)
    else least(weakest(a, b), weakest(b, a)) end;
create or replace macro shortest(a, b) as least(len(a), len(b));
create or replace macro within(a, b) as list_has_all(a, b) or list_has_all(b, a);
create or replace macro cut_short(a, b) as
    list_min([list_max([cast(x = y or starts_with(x, y) or starts_with(y, x) as int) for y in b]) for x in a]) = 1;
create or replace macro meets(a, b) as
    list_has_any(a, b) and case when len(a) <= len(b) then cut_short(a, b) else cut_short(b, a) end;
create or replace macro n_letters(a) as length(array_to_string(a, ''));
create or replace macro written_alike(a, b) as shortest(a, b) > 1 and within(a, b)
    and least(n_letters(a), n_letters(b)) >= case when len(a) = len(b) then {TOLD} - 1 else {TOLD} end;
create or replace macro name_level(l, r) as case
    when l.skeleton = r.skeleton then 7
    when shortest(l.tokens, r.tokens) > 1 and within(l.tokens, r.tokens) then 6
    when shortest(l.tokens, r.tokens) > 1 and fit(l.tokens, r.tokens) >= {CLOSE} then 5
    when list_has_any(l.sounds, r.sounds) then 4
    when (l.is_arabic or r.is_arabic) and written_alike(l.abjad, r.abjad) then 4
    when shortest(l.tokens, r.tokens) > 1 and (within(l.bones, r.bones) or fit(l.tokens, r.tokens) >= {LOOSE}) then 3
    when meets(l.tokens, r.tokens) or meets(l.bones, r.bones) then 2
    when (l.is_arabic or r.is_arabic) and meets(l.abjad, r.abjad) then 2
    when list_has_any(l.tokens, r.tokens) then 1
    else 0 end;
create or replace macro swapped(a, b) as
    substr(a, 1, 4) = substr(b, 1, 4) and substr(a, 6, 2) = substr(b, 9, 2) and substr(a, 9, 2) = substr(b, 6, 2);
create or replace macro birth_level(a, b) as case
    when a = b and length(a) = 10 then 7
    when least(length(a), length(b)) = 7 and substr(a, 1, 7) = substr(b, 1, 7) then 6
    when least(length(a), length(b)) = 4 and substr(a, 1, 4) = substr(b, 1, 4) then 5
    when least(length(a), length(b)) < 10 then 0
    when swapped(a, b) then 4
    when substr(a, 1, 4) = substr(b, 1, 4) and (substr(a, 5) = '-01-01' or substr(b, 5) = '-01-01') then 3
    when damerau_levenshtein(a, b) = 1 then 2
    when substr(a, 1, 4) = substr(b, 1, 4) then 1
    else 0 end;
"""

NAME = ("skeleton", "tokens", "bones", "sounds", "abjad", "is_arabic")
NAME_LEVEL = "name_level({}, {})".format(
    *("{{{}}}".format(", ".join(f"'{part}': {part}_{side}" for part in NAME)) for side in "lr")
)
BIRTH_LEVEL = "birth_level(birth_date_text_l, birth_date_text_r)"

COMPARISONS = (
    Comparison(
        "name",
        "skeleton_l is null or skeleton_r is null",
        (
            Level("the same name in one spelling or another", "skeleton_l = skeleton_r", 0.60, 2e-5),
            Level("one name holds all words of the other", f"{NAME_LEVEL} = 6", 0.08, 1e-5),
            Level("every word of the name is nearly the same", f"{NAME_LEVEL} = 5", 0.18, 5e-5),
            Level("the same name by another habit of writing", f"{NAME_LEVEL} = 4", 0.06, 5e-5),
            Level("the same consonants, or words much alike", f"{NAME_LEVEL} = 3", 0.02, 5e-4),
            Level("one word the same, others cut short", f"{NAME_LEVEL} = 2", 0.02, 5e-4),
            Level("one word of the name the same", f"{NAME_LEVEL} = 1", 0.03, 0.02),
            Level("different names", ELSE, 0.01, 0.979),
        ),
    ),
    Comparison(
        "birth",
        "birth_date_text_l is null or birth_date_text_r is null",
        (
            Level("born the same day", f"{BIRTH_LEVEL} = 7", 0.74, 5e-5),
            Level("the same month of birth, one gives no day", f"{BIRTH_LEVEL} = 6", 0.05, 2e-4),
            Level("the same year of birth, one gives no month", f"{BIRTH_LEVEL} = 5", 0.10, 3e-3),
            Level("day and month of birth the other way round", f"{BIRTH_LEVEL} = 4", 0.02, 2e-5),
            Level("the same year, one has 1 January", f"{BIRTH_LEVEL} = 3", 0.02, 2e-4),
            Level("one figure of the birth date differs", f"{BIRTH_LEVEL} = 2", 0.04, 1e-3),
            Level("another day of the same year", f"{BIRTH_LEVEL} = 1", 0.01, 0.017),
            Level("different birth dates", ELSE, 0.01, 0.978),
        ),
    ),
    Comparison(
        "sex",
        "sex_l is null or sex_r is null",
        (Level("the same sex", "sex_l = sex_r", 0.995, 0.72), Level("another sex", ELSE, 0.005, 0.28)),
        is_learned=False,
    ),
    Comparison(
        "nationality",
        "nationalities_l is null or nationalities_r is null or len(nationalities_l) = 0 or len(nationalities_r) = 0",
        (
            Level("a nationality in common", "list_has_any(nationalities_l, nationalities_r)", 0.95, 0.25),
            Level("no nationality in common", ELSE, 0.05, 0.75),
        ),
    ),
    Comparison(
        "country",
        "countries_l is null or countries_r is null",
        (
            Level(
                "a country that asked or was challenged in common", "list_has_any(countries_l, countries_r)", 0.7, 0.2
            ),
            Level("no such country in common", ELSE, 0.3, 0.8),
        ),
        is_learned=False,
    ),
    Comparison(
        "case",
        "cases_l is null or cases_r is null",
        (
            Level("tied by reference to one case", "list_has_any(cases_l, cases_r)", 0.3, 2e-5),
            Level("not tied to one case", ELSE, 0.7, 0.99998),
        ),
        is_learned=False,
    ),
    Comparison(
        "father",
        "father_l is null or father_r is null",
        (
            Level("the same father's name", "father_l = father_r", 0.85, 0.03),
            Level(
                "nearly the same father's name", f"jaro_winkler_similarity(father_l, father_r) >= {CLOSE}", 0.12, 0.03
            ),
            Level("another father's name", ELSE, 0.03, 0.94),
        ),
        is_learned=False,
    ),
)

# Which pairs are looked at at all: (columns that must agree, the list among them that is taken word by word). Counts:
# docs/decisions/linkage.md.
BLOCKS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("birth_day", "heads"), ("heads",)),
    (("skeleton", "birth_year"), ()),
    (("sounds", "birth_year"), ("sounds",)),
    (("abjad_name", "birth_year"), ()),
    (("rarest", "birth_year"), ()),
    (("skeleton", "birth_md"), ()),
    (("cases",), ("cases",)),
)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the functions the tests use."""
    con.execute(MACROS)
