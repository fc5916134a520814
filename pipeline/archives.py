"""Which files are archives, and where what came out of them lies. Shared by receive, describe and stage.

A member is called `outer.zip!/folder/inner.csv`, an attached file `mail.eml!/name.xlsx`; an archive within adds `!/`.
"""

import duckdb

ZIP, TAR, SEVEN_ZIP = "application/zip", "application/x-tar", "application/x-7z-compressed"
GZIP, BZIP2, XZ = "application/gzip", "application/x-bzip2", "application/x-xz"
ARCHIVES = (ZIP, TAR, SEVEN_ZIP, GZIP, BZIP2, XZ)  # by media type; all a run does with them is unpack them
INSIDE = "!/"


def stored(con: duckdb.DuckDBPyConnection, delivery: str) -> dict[str, str]:
    """Path in the delivery -> path in the derived folder, for every member that was unpacked."""
    try:
        rows = con.execute("select path, stored from raw.members where delivery = ?", [delivery]).fetchall()
    except duckdb.CatalogException:
        return {}
    return dict(rows)
