"""Messages that are pictures: a page as a scanner leaves it, a little askew and with specks, as PNG or in a PDF."""

from io import BytesIO
from pathlib import Path
from random import Random
from time import gmtime

from PIL import Image, ImageDraw, ImageFont

from pipeline.rehearse.rows import Row
from pipeline.rehearse.writers.mail import block
from pipeline.rehearse.writers.pages import plain

PAGE, MARGIN, SIZE, SPACING = (1240, 1754), 110, 26, 14  # pixels, 150 to the inch
ASKEW, SPECKS = 0.4, 250  # degrees; dark points of a page
MADE = gmtime(1_000_000_000)


def write(path: Path, spec: dict, rows: list[Row]) -> None:
    """One message on one page, in the format of the suffix."""
    [row] = rows
    page = picture("INVENTED DATA\n\n" + block(spec["language"], row), path.stem)
    out = BytesIO()
    if path.suffix == ".pdf":
        page.save(out, "PDF", resolution=150, creationDate=MADE, modDate=MADE)
    else:
        page.save(out, "PNG")
    path.write_bytes(out.getvalue())


def picture(text: str, name: str) -> Image.Image:
    """A grey page with this text; `name` decides where the specks are."""
    page = Image.new("L", PAGE, 255)
    draw = ImageDraw.Draw(page)
    lines = "\n".join(plain(line) for line in text.split("\n"))
    draw.multiline_text((MARGIN, MARGIN), lines, fill=20, font=ImageFont.load_default(SIZE), spacing=SPACING)
    rng = Random(name)  # noqa: S311 - specks of dust
    for _ in range(SPECKS):
        page.putpixel((rng.randrange(PAGE[0]), rng.randrange(PAGE[1])), 90)
    return page.rotate(ASKEW, resample=Image.Resampling.BICUBIC, fillcolor=255)
