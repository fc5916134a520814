"""Where things are, and the few choices a run is given. Shared by all stages."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SQL = ROOT / "sql"

# Folders under data/raw that are no deliveries.
NOT_DELIVERIES = {"hand", "published"}
DEMONSTRATION = "demonstration"

# Counts from 1 to 4 are marked `is_suppressed`: see docs/decisions.
SMALLEST_CELL = 5

# The most the database may hold at once. Five million messages do with it; reading and checking need their own beside.
MEMORY = "2GiB"


@dataclass(frozen=True)
class Settings:
    """What one run works on.

    raw, derived    folders of deliveries and of everything the program makes
    hand            what people typed: vocabulary, corrections, comparisons
    accept_drafts   stage files by a drafted mapping no person has reviewed
    accept_changes  a file that differs from the one first received is taken as it is now
    memory          most the database may hold at once, such as "2GiB"; what does not fit waits on disk
    """

    raw: Path = ROOT / "data" / "raw"
    derived: Path = ROOT / "data" / "derived"
    hand: Path = ROOT / "data" / "raw" / "hand"
    published: Path = ROOT / "data" / "raw" / "published"
    accept_drafts: bool = False
    accept_changes: bool = False
    memory: str = MEMORY

    @property
    def database(self) -> Path:
        """The one DuckDB file that analysts open."""
        return self.derived / "article3.duckdb"

    @property
    def vocabulary(self) -> Path:
        return self.hand / "vocabulary"

    @property
    def staged(self) -> Path:
        """Staged Parquet, a folder for each received file."""
        return self.derived / "staged"

    @property
    def tables(self) -> Path:
        """Every table as Parquet: tables/<schema>/<table>.parquet."""
        return self.derived / "tables"

    @property
    def report(self) -> Path:
        return self.derived / "report"

    @property
    def figures(self) -> Path:
        return self.derived / "figures"
