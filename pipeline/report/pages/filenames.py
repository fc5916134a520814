"""How files are called on a page: tables by name; letters and documents, whose names may name a person, by a mark."""

import re

import duckdb

# Kinds of files that hold many records: their names are of a register, not of a person.
TABULAR = (
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/x-ndjson",
    "application/yaml",
    "application/zip",
    "application/vnd.apache.parquet",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
ENDING = r"\.[A-Za-z0-9]{1,8}$"
MARK = 8  # letters of the SHA-256 that stand for a name; `audit.files` has the whole of it

_VIEW = f"""
create or replace temp view shown_files as
select
    delivery,
    path,
    coalesce(media_type in {TABULAR}, true) as is_named,
    case
        when is_named then delivery || '/' || path
        else delivery || '/*' || regexp_extract(path, '{ENDING}')
    end as file,
    case when not is_named then left(sha256, {MARK}) end as mark
from audit.files
"""


def show(con: duckdb.DuckDBPyConnection) -> None:
    """Make the view `shown_files`: delivery, path, `file` as a page calls it, and `mark` where that is no name."""
    con.execute(_VIEW)


def calls(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """delivery/path of every file that is not named on pages -> what it is called there, mark included."""
    rows = con.execute(
        "select delivery || '/' || path, file || ' ' || mark from shown_files where not is_named order by 1"
    ).fetchall()
    return dict(rows)


def marked(file: str, sha256: str) -> str:
    """What a file is called that is not named on pages, or is gone: "leak/*.eml 1a2b3c4d"."""
    ending = re.search(ENDING, file)
    return f"{file.partition('/')[0]}/*{ending[0] if ending else ''} {sha256[:MARK]}"
