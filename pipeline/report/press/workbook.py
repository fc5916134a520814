"""The numbers of all figures as one workbook: a sheet for each, its caption above."""

from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from pipeline.report.figures.theme import INVENTED
from pipeline.report.press.caption import Caption

MADE = datetime(2000, 1, 1)  # no clock: the same numbers give the same bytes
LONGEST = 31  # letters of the name of a sheet


def write(path: Path, captions: list[Caption], folder: Path, invented: bool) -> None:
    """Numbers stay numbers, everything else is text and never a formula."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": MADE, "title": INVENTED if invented else "Figures"})
        bold = book.add_format({"bold": True})
        for caption in captions:
            sheet = book.add_worksheet(caption.name[:LONGEST])
            said = [INVENTED] if caption.invented else []
            said += [caption.headline, caption.subtitle, f"{caption.sample}. Source: {caption.source}"]
            for line, text in enumerate(said):
                sheet.write_string(line, 0, text, bold if text == caption.headline else None)
            table = pl.read_csv(folder / f"{caption.name}.csv", infer_schema_length=None)
            sheet.write_row(len(said) + 1, 0, table.columns, bold)
            for line, row in enumerate(table.iter_rows(), len(said) + 2):
                sheet.write_row(line, 0, row)
