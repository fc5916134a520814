"""`article3 export --public DIR`: the tables that may leave, as CSV and Parquet, searched before anyone sees them."""

from pathlib import Path

import polars as pl

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect.outlet import files, outlet
from pipeline.protect.tables import INVENTED, public_rates
from pipeline.settings import Settings
from pipeline.spreadsheet import harmless_text

MARK = "NOTICE.txt"
_RULE = (
    "Blank cells are counts too small to print, or such as would give one away. They hold no name and no reference.\n"
)


def run(settings: Settings, folder: Path, earlier: Path | None = None) -> str:
    """Write the release aside, search it, then swap it in; returns the closing line.

    earlier  folder of the release before, so that the two together give no small count away
    Fault where `folder` holds something that is no release, or where the search finds what must not leave.
    """
    with warehouse.reading(settings) as con, outlet(con, folder, MARK) as aside:
        invented = con.execute("select count(*) from raw.deliveries where nature = 'invented'").fetchall()[0][0] > 0
        tables = public_rates(con, _earlier(earlier))
        for name, table in tables.items():
            _write(table.with_columns(pl.lit(INVENTED).alias("notice")) if invented else table, aside / name)
        (aside / MARK).write_text((f"{INVENTED}\n" if invented else "") + _RULE, "utf8")
    blank = sum(int(table["is_suppressed"].sum()) for table in tables.values())
    rows = sum(table.height for table in tables.values())
    searched = f"{len(files(folder))} files searched"
    return f"{rows:,} rows in {len(tables)} tables, {blank:,} of them blank, in {folder} ({searched})."


def _write(table: pl.DataFrame, stem: Path) -> None:
    table.write_parquet(stem.with_suffix(".parquet"))
    harmless_text(table).write_csv(stem.with_suffix(".csv"), float_precision=6)


def _earlier(folder: Path | None) -> dict[str, pl.DataFrame] | None:
    if folder is None:
        return None
    if not (folder / MARK).exists():
        raise Fault(folder.name, "is no release", "Give the folder of an earlier `article3 export`.")
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
