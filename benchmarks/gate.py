"""The gate from end to end: `python -m benchmarks.gate`; given derived folders, their releases alone. See gate.txt.

A small invented delivery with 500 canaries goes the whole way, and leaves it by every door: report, figures, notebooks,
press pack, PDF, right of reply, release of tables. Then an independent search (`tests/needles.py`) looks for every
canary; one is planted in a file of each kind and the release must stop; the attacker goes at the released tables.
"""

import io
import json
import shutil
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np
import polars as pl

from pipeline import run as stages
from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect import export, scan
from pipeline.protect.release import pages
from pipeline.protect.tables import COUNTED
from pipeline.rehearse import run as rehearse
from pipeline.report.book import run as bind
from pipeline.report.press.run import run as press
from pipeline.report.reply.run import run as reply
from pipeline.settings import Settings
from tests import needles
from tests.protect import attacker

CANARIES, SEED = 500, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _all(Path(folder))


def _all(desk: Path) -> None:
    rehearse(desk / "raw" / "leak", SEED, desk / "truth.json", "headline", "small", canaries=CANARIES)
    settings = Settings(raw=desk / "raw", derived=desk / "derived")
    _timed("run and report", lambda: stages.run(settings))
    _timed("press pack", lambda: press(settings, desk / "press"))
    _timed("PDF of the report", lambda: bind(settings))
    _timed("right of reply, RUS", lambda: reply(settings, "RUS"))
    _timed("release of tables", lambda: print(export.run(settings, desk / "release")))
    truth = json.loads((desk / "truth.json").read_text("utf8"))
    derived = [settings.derived / name for name in ("report", "figures", "notebooks", "reply", "report.pdf")]
    out = [*derived, desk / "press", desk / "release"]
    _search(truth, desk, out)
    _plant(settings, truth, out, desk)
    _attack(settings, desk / "release")


def _timed(what: str, do) -> None:
    start, spent = time.perf_counter(), time.process_time()
    do()
    print(
        f"{what:24}{time.process_time() - spent:7.1f} s of processor time, {time.perf_counter() - start:.0f} s in all"
    )


def _search(truth: dict, desk: Path, out: list[Path]) -> None:
    chosen = set(truth["canaries"])
    people = [one for one in truth["people"] if one["number"] in chosen]
    names = [part for one in people for name in one["names"] for part in name.split()]
    delivered = {name for _, name in needles.found([desk / "raw"], names)}
    hits = needles.found(out, names)
    files = sum(1 for place in out for path in ([place] if place.is_file() else place.rglob("*")) if path.is_file())
    print(f"{len(chosen)} canaries, {len(names)} names; {len(delivered)} of them found in the delivery by it")
    print(f"{files} files that leave, searched by other means: {len(hits)} hits {sorted(set(hits))[:5]}")


def _plant(settings: Settings, truth: dict, out: list[Path], desk: Path) -> None:
    """One canary into one file of each kind; the search of the release must stop it and not repeat the name."""
    chosen = set(truth["canaries"])
    name = next(one["names"][0] for one in truth["people"] if one["number"] in chosen and one["names"][0].isascii())
    kinds: dict[str, Path] = {}
    for place in out:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.is_file():
                kinds.setdefault(path.suffix or path.name, path)
    with warehouse.reading(settings) as con:
        for kind, path in sorted(kinds.items()):
            trial = desk / "trial"
            shutil.rmtree(trial, ignore_errors=True)
            trial.mkdir()
            (trial / path.name).write_bytes(_with(path, name))
            try:
                scan.release(con, trial)
                print(f"  {kind:12} PASSED: the name got through")
            except Fault as fault:
                said = str(fault).splitlines()[0]
                is_told = name.split()[0].casefold() in str(fault).casefold()
                print(f"  {kind:12} {'STOPPED, BUT THE NAME IS TOLD' if is_told else 'stopped'}: {said}")


def _with(path: Path, name: str) -> bytes:
    """The file with the name in it, where a file of its kind would hold it."""
    data = path.read_bytes()
    if path.suffix in (".xlsx", ".docx"):
        new = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
            for part in old.namelist():
                text = old.read(part)
                where = b"</t>" if path.suffix == ".xlsx" else b"</w:t>"
                target.writestr(part, text.replace(where, f" {name}".encode() + where, 1))
        return new.getvalue()
    if path.suffix == ".pdf":
        import weasyprint

        return weasyprint.HTML(string=f"<p>As was said by {name}.</p>").write_pdf()
    if path.suffix == ".png":
        from PIL import Image, PngImagePlugin

        note = PngImagePlugin.PngInfo()
        note.add_text("Comment", name, zip=True)
        held = io.BytesIO()
        Image.open(io.BytesIO(data)).save(held, "PNG", pnginfo=note)
        return held.getvalue()
    if path.suffix == ".parquet":
        held = io.BytesIO()
        pl.DataFrame({"country": [name]}).write_parquet(held)
        return held.getvalue()
    if path.suffix == ".svg":
        return data.replace(b"</svg>", f"<desc>{name}</desc></svg>".encode())
    return data + f"\n{name}\n".encode()


def _attack(settings: Settings, release: Path) -> None:
    """The independent attacker: every blank number and small count must keep a range of 1.

    He has the released files; then, besides, every number of the report's pages.
    """
    alone = {path.stem: pl.read_parquet(path) for path in sorted(release.glob("*.parquet"))}
    with warehouse.reading(settings) as con:
        of = attacker.cells(con)
        both = attacker.beside(alone, pages.told(settings, con, COUNTED))
    _found_out("attacker of the release", of, alone, True)
    _found_out("attacker of release and pages", of, both, False)


def _found_out(who: str, of: attacker.Cells, tables: dict[str, pl.DataFrame], with_pending: bool) -> None:
    start, told = time.process_time(), attacker.numbers(tables)
    wanted, is_small = attacker.targets(of, told, with_pending=with_pending)
    low, high = attacker.Attack.on(of, told).ranges(wanted, alone=wanted.shape[0])
    width = high - low
    blank = sum(one.value is None for one in told)
    sought = f"{blank:,} blank ones and {wanted.shape[0] - blank:,} small cells sought"
    print(f"{who}: {len(told) - blank:,} numbers told, {sought}")
    print(
        f"  recovered {np.count_nonzero(width < 1e-6)}; small ones left with a range below 1: "
        f"{np.count_nonzero(width[is_small] < 1 - 1e-6)}; {time.process_time() - start:.0f} s of processor time"
    )


def releases(*folders: str) -> None:
    """Release and attack finished builds: their derived folders."""
    for folder in folders:
        settings = Settings(derived=Path(folder))
        with tempfile.TemporaryDirectory() as place:
            first, second = Path(place) / "first", Path(place) / "second"
            print(f"{folder}:")
            _timed("release of tables", lambda settings=settings, first=first: print(export.run(settings, first)))
            _attack(settings, first)
            export.run(settings, second, first)
            same = all(path.read_bytes() == (second / path.name).read_bytes() for path in first.iterdir())
            print(f"  released again with --earlier: {'the same bytes' if same else 'OTHER BYTES'}")


if __name__ == "__main__":
    if sys.argv[1:]:
        releases(*sys.argv[1:])
    else:
        main()
