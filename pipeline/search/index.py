"""The index below derived/search: words only, no text. Built when somebody searches and the records have changed."""

import hashlib
import shutil
from importlib.metadata import version
from pathlib import Path

import duckdb
from tantivy import Document, Index, Schema, SchemaBuilder

from pipeline import lock
from pipeline.errors import Fault
from pipeline.progress import track
from pipeline.search import texts, words
from pipeline.settings import Settings

KEY = "made_from"  # file beside the index
PLACE = "place"  # the one field that is kept: kind, record_id and page
BATCH = 10_000
_MEMORY = 128 << 20


def opened(settings: Settings, con: duckdb.DuckDBPyConnection) -> tuple[Index, Schema]:
    """The index of the records as they are staged now; made anew where it is of others, or not there."""
    folder, key = settings.derived / "search", _key(con)
    if not _is_of(folder, key):
        with lock.held(settings.derived):
            _build(folder, key, con)
    schema = _schema()
    index = Index(schema, path=str(folder / "index"))
    _register(index)
    return index, schema


def _build(folder: Path, key: str, con: duckdb.DuckDBPyConnection) -> None:
    """Written aside and put in place; its key comes last."""
    aside = folder.with_name(f"{folder.name}.building")
    for old in (aside, folder):
        shutil.rmtree(old, ignore_errors=True)
    (aside / "index").mkdir(parents=True)
    index = Index(_schema(), path=str(aside / "index"))
    _register(index)
    writer = index.writer(heap_size=_MEMORY, num_threads=1)
    count = con.execute(f"select count(*) from ({texts.TEXTS})").fetchall()[0][0]
    rows = con.execute(f"select kind, record_id, page, text from ({texts.TEXTS}) order by all")
    for _ in track(range(-(-count // BATCH)), "Building the index"):
        for kind, record_id, page, text in rows.fetchmany(BATCH):
            writer.add_document(_document(f"{kind}\t{record_id}\t{page or ''}", text))
    writer.commit()
    writer.wait_merging_threads()
    (aside / KEY).write_text(key, "utf8")
    aside.replace(folder)


def _document(place: str, text: str) -> Document:
    document = Document()
    document.add_text(PLACE, place)
    prepared, folded = words.prepared(text), words.folded(text)
    for field in words.FIELDS:
        document.add_text(field, folded if field == words.PLAIN else prepared)
    return document


def _schema() -> Schema:
    builder = SchemaBuilder().add_text_field(PLACE, stored=True, tokenizer_name="raw")
    for field in words.FIELDS:
        builder = builder.add_text_field(field, tokenizer_name=field)
    return builder.build()


def _register(index: Index) -> None:
    for field in words.FIELDS:
        index.register_tokenizer(field, words.analyzer(field))


def _is_of(folder: Path, key: str) -> bool:
    try:
        return (folder / KEY).read_text("utf8") == key
    except OSError:
        return False


def _key(con: duckdb.DuckDBPyConnection) -> str:
    """Changes with the staged rows, with the code here and with the version of the library."""
    try:
        query = "select table_name, inputs from audit.staged_from where list_contains(?, table_name) order by all"
        rows = con.execute(query, [list(texts.READ)]).fetchall()
    except duckdb.CatalogException:
        raise Fault("the database", "holds no staged records yet", "Run `article3 run` first.") from None
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    parts = [repr(rows).encode(), version("tantivy").encode(), *code]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
