"""`article3 press --out DIR`: figures in every format, their numbers, captions and what they rest on, in one folder.

Made from what the report shows, so small counts are blank; every finished byte is searched for names before it leaves.
"""

import hashlib
import shutil
from pathlib import Path

from pipeline import warehouse
from pipeline.graph.dictionary import dictionary, markdown
from pipeline.language import LANGUAGES, SOURCE, _, speaking
from pipeline.protect.outlet import files, outlet
from pipeline.report.figures.catalogue import Reader
from pipeline.report.figures.run import ALL, about_of
from pipeline.report.figures.theme import INVENTED
from pipeline.report.figures.write import SUFFIXES
from pipeline.report.press import package, texts, workbook
from pipeline.report.press.caption import Caption
from pipeline.report.run import run as build
from pipeline.results import subject
from pipeline.results.numbers import Numbers
from pipeline.settings import Settings

SUMS = "SHA256SUMS"


def run(settings: Settings, folder: Path) -> str:
    """Write the pack aside, search it, then swap it in; returns the closing line.

    Fault where `folder` holds something that is no press pack, where there is no build, and where a name is found.
    """
    build(settings)  # at once where nothing changed since: figures and captions are of the same numbers
    numbers = Numbers.read(settings.derived / "measures.json")
    with warehouse.reading(settings) as con, outlet(con, folder, SUMS) as aside:
        about = subject.load(settings, con)
        terms = [row[0] for row in con.execute("select terms from raw.deliveries order by delivery").fetchall()]
        captions = {code: _captions(Reader(con, numbers, about), about, code) for code in LANGUAGES}
        _figures(settings, aside)
        notice = f"{INVENTED}\n\n" if about.invented else ""
        written = {
            "README.md": texts.readme(about, captions[SOURCE]),
            "method.md": texts.method(settings),
            "dictionary.md": markdown(dictionary()),
            "LICENCE.txt": texts.licence(terms),
            "CITATION.cff": texts.citation(about),
        }
        for code, told in captions.items():
            with speaking(code):
                said = texts.captions(told)
                head = f"{_(INVENTED)}\n\n" if about.invented else ""
            (aside / f"captions.{code}.md").write_text(head + said, "utf8")
        for name, text in written.items():
            sign = "# " if name.endswith(".cff") else ""
            (aside / name).write_text((sign + notice if notice else "") + text, "utf8")
        workbook.write(aside / "figures.xlsx", captions[SOURCE], aside / "figures", about.invented)
        package.write(aside, about, captions[SOURCE], [term for term in terms if term])
        _sums(aside, notice)
    return f"Press pack: {len(ALL)} figures, {len(files(folder))} files searched and listed in {folder / SUMS}."


def _captions(reader: Reader, about: subject.Subject, code: str) -> list[Caption]:
    """What stands above and below each figure, in one language."""
    with speaking(code):
        return [Caption.of(name, ALL[name](reader), about_of(name, about)) for name in ALL]


def _figures(settings: Settings, aside: Path) -> None:
    """Every file of every figure, English ones in `figures`, others in a folder below it."""
    for code in LANGUAGES:
        below = "" if code == SOURCE else code
        target = aside / "figures" / below
        target.mkdir(parents=True, exist_ok=True)
        for name in ALL:
            for suffix in SUFFIXES:
                shutil.copyfile(settings.figures / below / f"{name}{suffix}", target / f"{name}{suffix}")


def _sums(folder: Path, notice: str) -> None:
    """The SHA-256 of every file, as `sha256sum --check` reads it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files(folder)
    ]
    (folder / SUMS).write_text((f"# {notice.strip()}\n" if notice else "") + "".join(lines), "utf8")
