"""`article3 rehearse`: an invented delivery, and what is true in it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.errors import Fault
from pipeline.rehearse import canaries as planting
from pipeline.rehearse import decisions, packing, public_list, reports, source, writers
from pipeline.rehearse import noise as faults
from pipeline.rehearse.dealing import stream
from pipeline.rehearse.hard import NAMESAKES, HardPen
from pipeline.rehearse.material import file_spec, load
from pipeline.rehearse.plan import plan
from pipeline.rehearse.rows import Row
from pipeline.rehearse.scenario import scenario
from pipeline.rehearse.spelling import Pen
from pipeline.rehearse.spread import spread
from pipeline.rehearse.truth import assemble
from pipeline.rehearse.world import make
from pipeline.rehearse.writers import prose

USUAL, HARD = "usual", "hard"
ALL = "all"


def run(
    out: Path,
    seed: int,
    truth: Path | None = None,
    world: str = "headline",
    size: str = "demonstration",
    noise: str = USUAL,
    formats: str = USUAL,
    canaries: int = 0,
) -> str:
    """Write an invented delivery into `out` and what was planted into `truth`; returns the closing line.

    noise    usual, or hard: names in many spellings, birth dates with faults, namesakes
    formats  usual, or all: part of the rows in files of every format there is a reader for, some in archives
    canaries how many of the people get names that stand nowhere else, in every kind of field
    Same seed and words: same bytes. Fault where `out` holds something that is no invented delivery, or where one of
    the words is not known.
    """
    story = scenario(world, size)
    _refuse_wrong_words(out, truth, noise, formats)
    _make_room(out)
    planted = make(seed, story, NAMESAKES if noise == HARD else 0)
    watched = planting.plant(stream(seed, "canaries"), planted, canaries)
    told = decisions.choose(planted, seed) if formats == ALL else []
    files = plan(planted, seed, HardPen if noise == HARD else Pen, [one.complaint for one in told])
    if formats == ALL:
        spread(files)
    faults.add(files, seed)
    if watched:
        files = planting.scatter(stream(seed, "canaries in fields"), files, watched)
    with _aside(out) as folder:
        for path, rows in files.items():
            if rows:
                writers.write(folder / path, file_spec(path), rows)
        notices = public_list.write(folder, stream(seed, "public list"), planted)
        for one in told:
            prose.write(folder / one.path, decisions.paragraphs(one, stream(seed, one.path)))
        files |= {one.path: [Row({})] for one in told}
        if formats == ALL:
            reports.write(folder, planted)
            files |= {path: [Row({})] for path in load("reports")["files"]}
            files[reports.STOCK] = [Row({}) for _ in reports.stock(planted)]
        packing.pack(folder, [path for path, rows in files.items() if rows])
        source.write(folder, files, seed, world)
    if truth:
        every = {packing.final(path): rows for path, rows in files.items()}
        every[public_list.PATH] = [Row({}) for _ in range(notices)]
        said = {"seed": seed, "world": world, "size": size, "noise": noise, "formats": formats}
        texts: dict[str, Any] = {"documents": {one.path: one.said() for one in told}}
        texts["canaries"] = [one.number for one in watched]
        if formats == ALL:
            texts |= {"figures": reports.figures(planted), "stock": reports.stock(planted)}
        _write(truth, {**assemble(planted, every, said), **texts})
    sizes = (len(planted.requests), len(planted.complaints), len(planted.messages))
    written = sum(map(bool, files.values())) + 1
    counts = "{:,} requests, {:,} complaints, {:,} messages".format(*sizes)
    return f"{counts}, all invented (seed {seed}, world {world}), in {written} files of {out.name}."


def _refuse_wrong_words(out: Path, truth: Path | None, noise: str, formats: str) -> None:
    if truth and out.resolve() in truth.resolve().parents:
        raise Fault("--truth", "the file would lie in the delivery itself", "Give a file outside of --out.")
    for word, known, option in ((noise, HARD, "--noise"), (formats, ALL, "--formats")):
        if word not in (USUAL, known):
            raise Fault(option, f"'{word}' is not known", f"Give one of: {USUAL}, {known}.")


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A hidden folder to write into; it takes the place of `out` only when all is there."""
    aside = out.with_name(f".{out.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    yield aside
    shutil.rmtree(out, ignore_errors=True)
    aside.replace(out)


def _write(path: Path, truth: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.writing")
    aside.write_text(json.dumps(truth, ensure_ascii=False) + "\n", "utf8")
    aside.replace(path)


def _make_room(out: Path) -> None:
    """Fault where `out` is not empty and not an earlier invented delivery: nothing else is ever overwritten."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    source_file = out / "SOURCE.yml"
    if not source_file.is_file() or "nature: invented" not in source_file.read_text("utf8", errors="replace"):
        raise Fault(out.name, "is there already and is no invented delivery", "Give another folder with --out.")
