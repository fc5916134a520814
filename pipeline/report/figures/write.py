"""A figure as files: SVG (wide and for a phone), PNG, PDF, CSV, the spec and the alt text. Same figure, same bytes."""

import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

import polars as pl
import vl_convert

from pipeline.language import _
from pipeline.report import fingerprint
from pipeline.report.figures import tips
from pipeline.report.figures.base import Figure
from pipeline.report.figures.pdf import pdf
from pipeline.report.figures.theme import INVENTED, WIDTHS
from pipeline.results.subject import Subject
from pipeline.spreadsheet import harmless_text

HERE = Path(__file__).parent
SUFFIXES = (".svg", ".narrow.svg", ".png", ".pdf", ".csv", ".txt", ".json")


def write(name: str, figure: Figure, subject: Subject, folder: Path) -> bool:
    """Write what changed; True where anything was drawn anew.

    The spec comes last and is the marker: where it stands as it would be written, the other files are as it says.
    """
    alt = f"{_(INVENTED)}. {figure.alt}" if subject.invented else figure.alt
    charts = {form: figure.chart(form, subject).properties(description=alt) for form in WIDTHS}
    specs = {form: tips.added(chart.to_dict(), figure.tell) for form, chart in charts.items()}
    table = _table(figure.data, subject)
    marker = _spec(specs, alt, table)
    paths = {suffix: folder / f"{name}{suffix}" for suffix in SUFFIXES}
    if all(path.exists() for path in paths.values()) and paths[".json"].read_text("utf8") == marker:
        return False
    svg = vl_convert.vegalite_to_svg(specs["wide"])
    title = f"{_(INVENTED)}. {figure.headline}" if subject.invented else figure.headline
    content = {
        ".svg": svg.encode(),
        ".narrow.svg": vl_convert.vegalite_to_svg(specs["narrow"]).encode(),
        ".png": vl_convert.svg_to_png(svg, scale=2),
        ".pdf": pdf(svg, title),
        ".csv": table.encode(),
        ".txt": f"{alt}\n".encode(),
        ".json": marker.encode(),
    }
    paths[".json"].unlink(missing_ok=True)  # until all are written, none counts as drawn
    for suffix, data in content.items():
        aside = folder / f"{name}{suffix}.writing"
        aside.write_bytes(data)
        aside.replace(paths[suffix])
    return True


@cache
def written_by() -> str:
    """Changes with the code that makes files of a chart: what an earlier one has written is then drawn anew."""
    return fingerprint.of_files([HERE / "write.py", HERE / "pdf.py"])[:12]


def _table(data: pl.DataFrame, subject: Subject) -> str:
    """The drawn rows as CSV, each marked where the data are invented."""
    marked = data.with_columns(pl.lit(_(INVENTED)).alias("notice")) if subject.invented else data
    return harmless_text(marked).write_csv(float_precision=6)


def _spec(specs: dict[str, dict], alt: str, table: str) -> str:
    """The Vega-Lite spec of the wide form; beside it, in `usermeta`, all that the other files are made from."""
    spec = dict(specs["wide"])
    spec["usermeta"] = {
        "alt": alt,
        "narrow": specs["narrow"],
        "rows": table.splitlines(),
        "drawn_by": version("vl-convert-python"),
        "written_by": written_by(),
    }
    return json.dumps(spec, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
