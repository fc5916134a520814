"""What a decision of the Commission says: each field from the sentence that decides it, null where none does.

The operative part ("For these reasons …") comes before the findings. Sentences that only ask, claim, suppose or recall
decide nothing. How, and why: docs/decisions/decision_texts.md.
"""

import polars as pl

from pipeline.stage.dates import read_dates
from pipeline.stage.reading.found import NOTHING_FOUND, disagree, found, settled
from pipeline.stage.references import read_references
from pipeline.stage.rules import HOLDERS, all_of, any_of, first_of, fitting, without
from pipeline.stage.words import Words

HEADING = "heading"  # all that stands above the first heading of a part
_TOP = 15  # sentences in which the reference stands
_BESIDE = ("claims", "law")  # parts in which others speak, or the rules
_NUMBERING = r"^(?:[ivxl]{1,5}|\d{1,3}|[a-h]) "
_MOST_WORDS = 6  # of the name of a country
_CODE = 3  # letters of a country's code; other answers say that nothing is known
_CUT = "\x1e"
_ADVERSE = ("non_compliant", "compliant_with_update")


def decisions(sentences: pl.DataFrame, words: Words) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of found.FOUND, one for each text and field (one for each ground); and doc, field, value of conflicts.

    sentences   as paragraphs.sentences gives them, of decisions alone
    """
    if sentences.is_empty():
        return NOTHING_FOUND, NOTHING_FOUND.select("doc", "field", "value")
    lines = _in_parts(sentences, words)
    outcome = settled(_outcomes(lines, words), _one_outcome)
    grounds = _best(_grounds(lines, outcome[0], words))
    fields = [
        outcome,
        settled(_instruments(lines, words), disagree),
        settled(_references(lines, words), disagree),
        settled(_sessions(lines, words), disagree),
        settled(_respondents(lines, words), disagree),
        settled(_days(lines, words), _fullest),
    ]
    return pl.concat([grounds, *(rows for rows, _ in fields)]), pl.concat([conflicts for _, conflicts in fields])


def _in_parts(sentences: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The sentences, with the part each stands in, what is read of it, and what kind of sentence it is."""
    rules = words.decisions.of
    bare = pl.col("plain").str.replace(_NUMBERING, "")
    begun = first_of(rules["part"], bare).forward_fill().over("doc").fill_null(HEADING)
    lines = sentences.with_columns(part=begun, plain=without(rules["erase"], pl.col("plain")))
    plain = pl.col("plain")
    return lines.with_columns(
        is_passing=any_of(rules["passing"], plain),
        concludes=any_of(rules["concludes"], plain),
        is_adverse=any_of(rules["adverse"], plain) & ~any_of(rules["denied"], plain),
        is_about=any_of(rules["about"], plain),
    )


def _outcomes(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """From the operative part; else where the Commission concludes elsewhere."""
    rank = (
        pl.when(pl.col("part") == "operative")
        .then(1)
        .when(pl.col("concludes") & ~pl.col("part").is_in(_BESIDE))
        .then(2)
    )
    rows = lines.filter(~pl.col("is_passing") & rank.is_not_null())
    return found(rows, "outcome", all_of(words.decisions.of["outcome"], rows["plain"]), rank)


def _one_outcome(values: list[str]) -> str | None:
    """Kept, and to be corrected, is kept with an update; any other two contradict each other."""
    return "compliant_with_update" if values == ["compliant", "compliant_with_update"] else None


def _grounds(lines: pl.DataFrame, outcomes: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Why the data were found against the rules: only where they were, and only where a sentence says so."""
    against = outcomes.filter(pl.col("value").is_in(_ADVERSE))["doc"]
    operative = pl.col("part") == "operative"
    ground = any_of(words.decisions.of["ground"], pl.col("plain"))
    named = lines.filter(operative & ground & ~pl.col("is_adverse"))[
        "doc"
    ]  # in words no rule reads: not to be passed over
    elsewhere = pl.col("concludes") & ~pl.col("part").is_in((*_BESIDE, "procedure", "data"))
    rank = pl.when(operative).then(1).when(elsewhere & ~pl.col("doc").is_in(named.implode())).then(2)
    rows = lines.filter(
        pl.col("doc").is_in(against.implode()) & pl.col("is_adverse") & ~pl.col("is_passing") & rank.is_not_null()
    )
    return found(rows, "grounds", all_of(words.decisions.of["ground"], rows["plain"], once=False), rank)


def _best(rows: pl.DataFrame) -> pl.DataFrame:
    """Each ground of the best rank once, with the first sentence that names it."""
    best = rows.filter(pl.col("rank") == pl.col("rank").min().over("doc")).sort("doc", "place", "value")
    return best.unique(["doc", "value"], keep="first", maintain_order=True)


def _instruments(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    part = pl.col("part")
    about = pl.col("is_about")
    rank = (
        pl.when(part == "operative")
        .then(1)
        .when(about & part.is_in((HEADING, "data", "procedure")))
        .then(2)
        .when(about & (part == "findings"))
        .then(3)
    )
    rows = lines.filter((~pl.col("is_passing") | (part == "data")) & rank.is_not_null())
    return found(rows, "instrument", all_of(words.decisions.of["instrument"], rows["plain"]), rank)


def _references(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """As written, blacked out or not; from the heading alone, since a text may name other cases."""
    top = lines.filter((pl.col("part").is_in((HEADING, "procedure"))) & (pl.col("place") <= _TOP))
    written = [
        pl.col("said").str.extract(rule.pattern, 1).str.strip_chars(" .,;:-–")
        for rule in words.decisions.of["reference"]
    ]
    return found(top, "reference", pl.coalesce(pl.lit(None, pl.String), *written), 1)


def _sessions(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    top = lines.filter(pl.col("part") == HEADING)
    numbers = [pl.col("plain").str.extract(rule.pattern, 1) for rule in words.decisions.of["session"]]
    return found(top, "session", pl.coalesce(pl.lit(None, pl.String), *numbers), 1)


def _respondents(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The country whose bureau recorded the data, where a sentence gives it that part; never one merely named."""
    rank = pl.when(pl.col("part").is_in((HEADING, "data", "operative"))).then(1).otherwise(2)
    rows = lines.filter(~pl.col("is_passing") & ~pl.col("part").is_in(_BESIDE))
    named = [
        found(rows, "respondent_country", _behind(rule.pattern), rank)
        for rule in fitting(words.decisions.of["respondent"], rows["plain"])
    ]
    spans = pl.concat([NOTHING_FOUND, *named])
    codes = longest_country(spans["value"], words)
    return spans.with_columns(codes.alias("value")).filter(pl.col("value").is_not_null())


def _behind(pattern: str) -> pl.Expr:
    """The words that stand for the country, wherever in a sentence the pattern fits, as a list."""
    plain, cue = pl.col("plain"), pattern.removesuffix(r"\b").removesuffix(HOLDERS["{country}"])
    if cue == pattern.removesuffix(r"\b"):
        return plain.str.extract_all(pattern).list.eval(pl.element().str.extract(pattern, 1))
    return plain.str.replace_all(cue, _CUT).str.split(_CUT).list.slice(1)  # so that no country hides the next phrase


def longest_country(spans: pl.Series, words: Words) -> pl.Series:
    """The country that the first words of each span name, as many of them as name one; null where none do."""
    parts = spans.alias("span").to_frame().with_columns(pl.col("span").str.split(" ").alias("word"))
    starts = [pl.col("word").list.head(n).list.join(" ").alias(str(n)) for n in range(_MOST_WORDS, 0, -1)]
    columns = parts.select(starts).get_columns()
    codes = words.countries.resolve(pl.concat([column.alias("start") for column in columns])).alias("code")
    known = [codes.slice(n * len(spans), len(spans)).alias(str(n)) for n in range(len(columns))]
    each = [pl.when(pl.col(code.name).str.len_chars() >= _CODE).then(code.name) for code in known]
    return pl.DataFrame(known).select(pl.coalesce(each).alias("code")).to_series()


def _days(lines: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The day of the decision; of a session that lasted several, the month or year they have in common."""
    rows = lines.filter(pl.col("part").is_in((HEADING, "operative")))
    each = [
        found(rows, "decided_on", pl.col("plain").str.extract(rule.pattern, 1), 1)
        for rule in fitting(words.decisions.of["decided_on"], rows["plain"])
    ]
    spans = pl.concat([NOTHING_FOUND, *each])
    return spans.with_columns(read_dates(spans["value"], words.months)["text"].alias("value")).filter(
        pl.col("value").is_not_null()
    )


def _fullest(values: list[str]) -> str | None:
    """The fullest of several dates that agree as far as they go."""
    fullest = max(values, key=len)
    return fullest if all(fullest.startswith(value) for value in values) else None


def keys_of(written: pl.Series, words: Words) -> pl.Series:
    """References in one spelling; null where the number is blacked out or there is none."""
    keys = read_references(written, words.references)["key"]
    return keys.set(~keys.str.contains(r"\d").fill_null(False), None)
