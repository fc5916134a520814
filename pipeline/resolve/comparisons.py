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


@dataclass(frozen=True)
class Block:
    """Pairs that agree in all of `columns`; `taken` is the list among them that is taken word by word.

    besides   what must hold as well; `l` and `r` are the two descriptions
    """

    columns: tuple[str, ...]
    taken: tuple[str, ...] = ()
    besides: str = "true"


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
create or replace macro swapped(a, b) as
    substr(a, 1, 4) = substr(b, 1, 4) and substr(a, 6, 2) = substr(b, 9, 2) and substr(a, 9, 2) = substr(b, 6, 2);
"""

# The tests of the names, the strongest first. Each is asked only where those before it fail.
MANY, ARABIC = "shortest(tokens_l, tokens_r) > 1", "(is_arabic_l or is_arabic_r)"
SAME_NAME = "skeleton_l = skeleton_r"
ALL_WORDS = f"{MANY} and within(tokens_l, tokens_r)"
NEARLY = f"{MANY} and fit(tokens_l, tokens_r) >= {CLOSE}"
OTHER_HABIT = f"list_has_any(sounds_l, sounds_r) or ({ARABIC} and written_alike(abjad_l, abjad_r))"
CONSONANTS = f"{MANY} and (within(bones_l, bones_r) or fit(tokens_l, tokens_r) >= {LOOSE})"
CUT_SHORT = f"meets(tokens_l, tokens_r) or meets(bones_l, bones_r) or ({ARABIC} and meets(abjad_l, abjad_r))"
ONE_WORD = "list_has_any(tokens_l, tokens_r)"

# The same for birth dates; from SWAPPED on both give a day.
BORN = ("birth_date_text_l", "birth_date_text_r")
SHORTER = "least(length({}), length({}))".format(*BORN)
SAME_YEAR = "substr({}, 1, 4) = substr({}, 1, 4)".format(*BORN)
SAME_DAY = "{} = {} and length({}) = 10".format(*BORN, BORN[0])
SAME_MONTH = f"{SHORTER} = 7 and substr({BORN[0]}, 1, 7) = substr({BORN[1]}, 1, 7)"
YEAR_ALONE = f"{SHORTER} = 4 and {SAME_YEAR}"
SWAPPED = f"{SHORTER} = 10 and swapped({BORN[0]}, {BORN[1]})"
FIRST_OF_JANUARY = (
    f"{SHORTER} = 10 and {SAME_YEAR} and (substr({BORN[0]}, 5) = '-01-01' or substr({BORN[1]}, 5) = '-01-01')"
)
ONE_FIGURE = f"{SHORTER} = 10 and damerau_levenshtein({BORN[0]}, {BORN[1]}) = 1"
OTHER_DAY = f"{SHORTER} = 10 and {SAME_YEAR}"

COMPARISONS = (
    Comparison(
        "name",
        "skeleton_l is null or skeleton_r is null",
        (
            Level("the same name in one spelling or another", SAME_NAME, 0.60, 2e-5),
            Level("one name holds all words of the other", ALL_WORDS, 0.08, 1e-5),
            Level("every word of the name is nearly the same", NEARLY, 0.18, 5e-5),
            Level("the same name by another habit of writing", OTHER_HABIT, 0.06, 5e-5),
            Level("the same consonants, or words much alike", CONSONANTS, 0.02, 5e-4),
            Level("one word the same, others cut short", CUT_SHORT, 0.02, 5e-4),
            Level("one word of the name the same", ONE_WORD, 0.03, 0.02),
            Level("different names", ELSE, 0.01, 0.979),
        ),
    ),
    Comparison(
        "birth",
        "birth_date_text_l is null or birth_date_text_r is null",
        (
            Level("born the same day", SAME_DAY, 0.74, 5e-5),
            Level("the same month of birth, one gives no day", SAME_MONTH, 0.05, 2e-4),
            Level("the same year of birth, one gives no month", YEAR_ALONE, 0.10, 3e-3),
            Level("day and month of birth the other way round", SWAPPED, 0.02, 2e-5),
            Level("the same year, one has 1 January", FIRST_OF_JANUARY, 0.02, 2e-4),
            Level("one figure of the birth date differs", ONE_FIGURE, 0.04, 1e-3),
            Level("another day of the same year", OTHER_DAY, 0.01, 0.017),
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


def level_of(comparison: Comparison) -> str:
    """SQL for the level of agreement as a number, 0 for none."""
    tests = [level.test for level in comparison.levels[:-1]]
    cases = " ".join(f"when {test} then {len(tests) - number}" for number, test in enumerate(tests))
    return f"case {cases} else 0 end"


# Which pairs are looked at at all. Counts: docs/decisions/linkage.md.
BLOCKS = (
    Block(("birth_day", "heads"), ("heads",)),
    Block(("skeleton", "birth_year")),
    Block(("sounds", "birth_year"), ("sounds",)),
    Block(("abjad_name", "birth_year")),
    Block(("rarest", "birth_year")),
    Block(("skeleton", "birth_md")),
    Block(("cases",), ("cases",)),
    Block(("rare_sounds",), ("rare_sounds",), "(l.birth_year is null or r.birth_year is null)"),
)


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Give the connection the functions the tests use."""
    con.execute(MACROS)
