"""What linkage compares: one row for each different description of a person, its name taken apart."""

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.resolve.names.whole import named

# A name that stands with no more different birth dates than this is rare enough to be compared without one.
FEW = 5

GATHERED = """
select
    described.description_id,
    max(coalesce(records.name, records.name_key)) as name,
    max(described.birth_date_text) as birth_date_text,
    case when count(distinct nullif(records.sex, 'U')) = 1 then max(nullif(records.sex, 'U')) end as sex,
    list_sort(list_distinct(flatten(list(records.nationalities) filter (where records.nationalities is not null))))
        as nationalities,
    list_sort(list(distinct records.country) filter (where records.country is not null)) as countries,
    list_sort(list(distinct described.tied_to)) as cases,
    count(*) as n_records
from resolved.described as described
inner join resolved.person_records as records on described.record_id = records.record_id
group by described.description_id
order by described.description_id
"""


def describe(con: duckdb.DuckDBPyConnection) -> None:
    """Make `resolved.descriptions` from `resolved.described` and `resolved.person_records`."""
    warehouse.write_table(con, "resolved.descriptions", featured(con.sql(GATHERED).pl()))


def featured(gathered: pl.DataFrame) -> pl.DataFrame:
    """The same rows with the columns that are compared or blocked on.

    tokens, bones, abjad   skeletons of the words, their consonants, and what Arabic letters would show of them, each in
                        alphabetical order
    skeleton, abjad_name   tokens and abjad in one text
    sounds              the whole name in each way its letters can be read, Chinese syllables in one of their own
    is_arabic           whether the name is in Arabic letters or holds an Arabic article or word for son
    father              skeleton of the father's name, where there is one
    heads               the first two consonants of each word
    birth_day, birth_year, birth_md   parts of `birth_date_text`, null where it says less
    rarest              the word that fewest descriptions share: mostly the family name
    rare_sounds         those of `sounds` that stand with at most FEW different birth dates
    tf_skeleton         share of different (name, birth date) that have this name
    """
    rows = gathered.join(named(gathered["name"]), on="name", how="left", maintain_order="left")
    birth = pl.col("birth_date_text")
    rows = rows.with_columns(
        birth_day=pl.when(birth.str.len_chars() == 10).then(birth),
        birth_year=birth.str.slice(0, 4),
        birth_md=pl.when(birth.str.len_chars() == 10).then(birth.str.slice(5)),
    )
    return rows.with_columns(rarest=_rarest(rows), rare_sounds=_rare_sounds(rows), tf_skeleton=_frequency(rows))


def _rarest(rows: pl.DataFrame) -> pl.Series:
    """Of each row the token that fewest rows have; of equally rare ones the last in the alphabet."""
    word = pl.col("word")
    single = rows.select("description_id", word="tokens").explode("word").filter(word.str.len_chars() > 1)
    counted = single.with_columns(n=pl.len().over("word")).sort(
        "description_id", "n", "word", descending=[False, False, True]
    )
    first = counted.group_by("description_id", maintain_order=True).agg(word.first())
    return rows.select("description_id").join(first, on="description_id", how="left", maintain_order="left")["word"]


def _rare_sounds(rows: pl.DataFrame) -> pl.Series:
    """Of each row the sounds that few share; null where none is rare."""
    single = rows.select("description_id", "birth_date_text", sound="sounds").explode("sound").drop_nulls("sound")
    dates = single.group_by("sound").agg(n=pl.col("birth_date_text").drop_nulls().n_unique())
    rare = single.join(dates.filter(pl.col("n") <= FEW), on="sound", how="semi")
    found = rare.group_by("description_id").agg(pl.col("sound").sort())
    return rows.select("description_id").join(found, on="description_id", how="left", maintain_order="left")["sound"]


def _frequency(rows: pl.DataFrame) -> pl.Series:
    """How common a name is: one person described in many cases does not make its own name common."""
    different = rows.select("skeleton", "birth_date_text").unique()
    common = different.group_by("skeleton").agg(tf=pl.len() / max(different.height, 1))
    return rows.select("skeleton").join(common, on="skeleton", how="left", maintain_order="left")["tf"]
