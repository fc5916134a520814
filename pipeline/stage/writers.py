"""Parquet files that grow batch by batch, one for each name; written in a thread while the next batch is read."""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import polars as pl
import pyarrow.parquet as pq


class Writers:
    """Appends frames to `<folder>/<name>.parquet`. A file exists only where a frame had rows.

    At most one frame waits to be written, so memory stays at two batches. `rows` is complete after the block.
    """

    def __init__(self, folder: Path) -> None:
        self.rows: dict[str, int] = {}
        self._folder = folder
        self._files: dict[str, pq.ParquetWriter] = {}
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: Future[None] | None = None

    def write(self, name: str, frame: pl.DataFrame) -> None:
        """Append; an error of the batch before is raised here."""
        if frame.is_empty():
            return
        self._settle()
        self._waiting = self._thread.submit(self._append, name, frame)

    def __enter__(self) -> "Writers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._settle()
        finally:
            self._thread.shutdown()
            for file in self._files.values():
                file.close()

    def _settle(self) -> None:
        if self._waiting is not None:
            self._waiting.result()
            self._waiting = None

    def _append(self, name: str, frame: pl.DataFrame) -> None:
        table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
        if name not in self._files:
            path = self._folder / f"{name}.parquet"
            self._files[name] = pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
            self.rows[name] = 0
        self._files[name].write_table(table)
        self.rows[name] += table.num_rows
