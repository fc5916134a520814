"""`article3 export --public DIR`: the tables that may leave, as CSV and Parquet, searched before anyone sees them."""

from pathlib import Path

import duckdb
import polars as pl

from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect.outlet import files, outlet
from pipeline.protect.release.pages import told
from pipeline.protect.release.plan import Plan
from pipeline.protect.tables import COUNTED, INVENTED, Release, public_rates
from pipeline.results import subject
from pipeline.settings import SMALLEST_CELL, Settings
from pipeline.spreadsheet import harmless_text

MARK = "NOTICE.txt"
_RULE = (
    "Blank cells are counts too small to print, or such as would give one away: do not fill them in. A row that is not "
    "here is not released.\nNo file here holds a name or a reference.\n"
)


def run(settings: Settings, folder: Path, earlier: Path | None = None) -> str:
    """Write the release aside, search it, then swap it in; returns the closing line.

    earlier  folder of the release before, so that the two together give no small count away
    Fault where `folder` holds something that is no release, where the report is not built, where its pages give a
    small count away, or where the search finds what must not leave.
    """
    with warehouse.reading(settings) as con, outlet(con, folder, MARK) as aside:
        invented = con.execute("select count(*) from raw.deliveries where nature = 'invented'").fetchall()[0][0] > 0
        release = public_rates(con, _plan(settings, con), _earlier(earlier), told(settings, con, COUNTED))
        _pages_give_nothing_away(release)
        for name, table in release.tables.items():
            _write(table.with_columns(pl.lit(INVENTED).alias("notice")) if invented else table, aside / name)
        (aside / MARK).write_text((f"{INVENTED}\n" if invented else "") + _RULE, "utf8")
    return f"{release.summary()}, in {folder} ({len(files(folder))} files searched)."


def _pages_give_nothing_away(release: Release) -> None:
    lost = release.blanked.given_away
    if lost:
        raise Fault(
            "the report",
            f"its pages alone give {lost} counts below {SMALLEST_CELL} away to one who reads them all together",
            "Print neither: the program marks pages line by line and is at fault here. Report it.",
        )


def _plan(settings: Settings, con: duckdb.DuckDBPyConnection) -> Plan:
    """What the headline and the comparisons ask for."""
    about = subject.load(settings, con)
    pairs = con.execute("select country_a, country_b from raw.pairs order by all").fetchall()
    named = {about.country, about.comparator, *(country for pair in pairs for country in pair)}
    return Plan(about.window, [window.name for window in about.windows], sorted(named))


def _write(table: pl.DataFrame, stem: Path) -> None:
    table.write_parquet(stem.with_suffix(".parquet"))
    harmless_text(table).write_csv(stem.with_suffix(".csv"), float_precision=6)


def _earlier(folder: Path | None) -> dict[str, pl.DataFrame] | None:
    if folder is None:
        return None
    if not (folder / MARK).exists():
        raise Fault(folder.name, "is no release", "Give the folder of an earlier `article3 export`.")
    return {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
