"""What all readers of documents share: the text as one row, or as the police messages it holds; parts asked for.

Option of all of them: parts (text, tables, or both unless said).
"""

from collections.abc import Iterator

from pipeline.errors import Fault
from pipeline.receive.readers.base import Table
from pipeline.receive.readers.message_blocks import header_words, messages
from pipeline.receive.readers.messages import as_table, notes_on

OPTIONS = ("parts",)
PARTS = ("both", "text", "tables")
BREAK = "\n\f\n"  # between two pages of a text


def parts(options: dict, file: str) -> str:
    """The option `parts`. Fault where it is another word."""
    given = options.get("parts", "both")
    if given not in PARTS:
        raise Fault(file, f"parts is {given}", f"Expected one of: {', '.join(PARTS)}.")
    return str(given)


def document(pages: list[str], options: dict) -> Table:
    """The table "document" with one row, `text` and `pages`, locator `page 1`; or the messages the text is made of."""
    text = BREAK.join(page.strip() for page in pages).replace("\0", "")
    found = messages(text, header_words(options))
    if not found:
        return as_table([("page 1", {"text": text, "pages": str(len(pages))})], "document")
    table = as_table([(f"line {message.line}", message.said | message.unknown) for message in found], "")
    table.notes += notes_on(found)
    return table


def chosen(text: Iterator[Table], tables: Iterator[Table], options: dict, file: str) -> Iterator[Table]:
    """Those of the tables that are asked for, the text first. Fault where nothing is left."""
    wanted = parts(options, file)
    count = 0
    for source, name in ((text, "text"), (tables, "tables")):
        if wanted in ("both", name):
            for table in source:
                count += 1
                yield table
    if not count:
        raise Fault(file, "the file holds no text", "Ask for it again, or take it out of the delivery.")
