"""HTML to PDF by WeasyPrint: bookmarks from headings, page numbers, and a notice on every page of invented data."""

from pathlib import Path

from pipeline.errors import Fault

MISSING = "Install it: `apt install libpango-1.0-0 libpangoft2-1.0-0` (Debian, Ubuntu) or `brew install pango` (macOS)."
STYLE = Path(__file__).with_name("static") / "paper.css"


def pdf(html: str, base: Path, notice: str = "") -> bytes:
    """The PDF of a page; the same page gives the same bytes.

    base    folder from which pictures are taken; nothing is fetched from anywhere else
    notice  said at the head of every page
    Fault where the system has no Pango.
    """
    try:
        import weasyprint
    except OSError:
        raise Fault("PDF", "the system's Pango library is not there", MISSING) from None
    from weasyprint.urls import URLFetcher

    root = base.resolve().as_uri()

    class Inside(URLFetcher):
        """Opens files below the base and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            if not url.startswith((f"{root}/", "data:")):
                raise ValueError("nothing is fetched from outside of the report")
            return super().fetch(url, headers)

    said = notice.replace("\\", "").replace('"', "")
    line = weasyprint.CSS(string=f'@page {{ @top-center {{ content: "{said}" }} }}') if said else None
    sheets = [weasyprint.CSS(string=STYLE.read_text("utf8")), *([line] if line else [])]
    document = weasyprint.HTML(string=html, base_url=f"{root}/", url_fetcher=Inside(allowed_protocols=["file", "data"]))
    return document.write_pdf(stylesheets=sheets)
