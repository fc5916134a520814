"""The gate from end to end: `python -m benchmarks.gate`. What it gave last is in gate.txt.

A small invented delivery with 500 canaries goes the whole way, and leaves it by every door: report, figures, notebooks,
press pack, PDF, right of reply, release of tables. Then an independent search (`tests/needles.py`) looks for every
canary; one is planted in a file of each kind and the release must stop; the attacker goes at the released tables.
"""

import io
import json
import random
import shutil
import tempfile
import time
import zipfile
from pathlib import Path

import numpy as np
import polars as pl

from pipeline import run as stages
from pipeline import warehouse
from pipeline.errors import Fault
from pipeline.protect import attack, export, scan
from pipeline.protect.closure import follow
from pipeline.protect.marks import gate_of
from pipeline.protect.tables import KEPT
from pipeline.rehearse import run as rehearse
from pipeline.report.book import run as bind
from pipeline.report.press.run import run as press
from pipeline.report.reply.run import run as reply
from pipeline.settings import Settings
from tests import needles

CANARIES, SEED, SAMPLE = 500, 5, 200


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
    _timed("release of tables", lambda: export.run(settings, desk / "release"))
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
    """The true tables with the marks of the release; each of a sample of small counts must keep a range of 1."""
    with warehouse.reading(settings) as con:
        spans = con.sql('select "window", first_year, last_year from raw.windows order by all').fetchall()
        tables = {}
        for name in ("rates", "counts", "window_rates", "window_counts"):
            released = pl.read_parquet(release / f"{name}.parquet")
            keys = [column for column in KEPT if column in released.columns]
            true = con.sql(f"select * exclude (is_suppressed) from measures.{name}").pl()
            tables[name] = true.join(released.select(*keys, "is_suppressed"), on=keys, how="left", nulls_equal=True)
    gate = gate_of(tables, {name: (first, last) for name, first, last in spans})
    known = follow(gate.lines.equal, gate.printed()).is_known
    small = np.flatnonzero(gate.needs > 0)
    of = attack.problem(gate.lines, np.flatnonzero(~known))
    sample = sorted(random.Random(SEED).sample(list(small), min(SAMPLE, small.size)))
    widths = []
    for cell in sample:
        if known[cell]:
            widths.append(0.0)
            continue
        low, high = attack.bounds(of, int(np.searchsorted(of.cells, cell)))
        widths.append(high - low)
    rows = sum(table.height for table in tables.values())
    blank = sum(int(table["is_suppressed"].sum()) for table in tables.values())
    print(f"released rows {rows:,}, blank {blank:,}; small {small.size:,}, {int(known[small].sum())} follow by line")
    recovered = sum(width < 1 - 1e-6 for width in widths)
    print(f"linear programming on {len(sample)} of them: narrowest range {min(widths):.2f}, recovered {recovered}")


if __name__ == "__main__":
    main()
