"""One writer for each format: it gets the path, what files.yml or formats.yml says of the file, and its rows."""

from pathlib import Path

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers import database, delimited, mail, nested, pages, parquet, scan, several, sheets, workbook

BY_SUFFIX = {
    ".csv": delimited.write,
    ".tsv": delimited.write,
    ".xlsx": workbook.write,
    ".xls": sheets.write_xls,
    ".ods": sheets.write_ods,
    ".json": nested.write_json,
    ".jsonl": nested.write_jsonl,
    ".parquet": parquet.write,
    ".sqlite": database.write,
    ".html": pages.write_html,
    ".docx": pages.write_docx,
    ".pdf": pages.write_pdf,
    ".rtf": pages.write_rtf,
    ".txt": mail.write_txt,
    ".eml": mail.write_eml,
    ".mbox": mail.write_mbox,
    ".msg": mail.write_msg,
}
BY_LAYOUT = {"scan": scan.write, "several": several.write, "merged": sheets.write_merged, "deep": nested.write_deep}


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """Write the file in its own layout, or in the format of its suffix."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = BY_LAYOUT[spec["layout"]] if "layout" in spec else BY_SUFFIX[path.suffix]
    writer(path, spec, rows)
