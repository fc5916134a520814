"""CSV: the fast way and the exact way agree on every block, small blocks change nothing, any bytes are taken."""

from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import Fault
from pipeline.receive.readers import blocks, columnar, delimited
from tests.receive.reading import only, tables, written

CELL = st.text(alphabet='ab ,;"\nя', max_size=5)
LINE = st.text(alphabet='ab,"\r\n#', max_size=30)


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), how=st.sampled_from([quoted, str]))
def test_the_fast_way_never_differs(tmp_path_factory, rows, how):
    folder = tmp_path_factory.mktemp("rows")
    text = "ref,name,year\n" + "".join(",".join(map(how, row)) + "\n" for row in rows)
    path = written(folder, "a.csv", text)
    fast = only(path, delimiter=",", header_row=1)
    kept, columnar.parse = columnar.parse, lambda *given: None
    try:
        assert only(path, delimiter=",", header_row=1) == fast
    finally:
        columnar.parse = kept


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(LINE, max_size=12), size=st.integers(8, 60))
def test_small_blocks_change_nothing(tmp_path_factory, lines, size):
    path = written(tmp_path_factory.mktemp("blocks"), "a.csv", "ref,name,year\n" + "\n".join(lines))
    whole = only(path, delimiter=",", header_row=1)
    kept, delimited.blocks = delimited.blocks, partial(blocks.blocks, size=max(size, len("ref,name,year\n")))
    try:
        assert only(path, delimiter=",", header_row=1) == whole
    finally:
        delimited.blocks = kept


@settings(deadline=None, max_examples=150)
@given(
    content=st.binary(max_size=200)
    | st.text(max_size=120).map(str.encode)
    | st.text().map(lambda t: t.encode("utf-16"))
)
def test_any_bytes_give_rows_or_a_fault(tmp_path_factory, content):
    path = written(tmp_path_factory.mktemp("bytes"), "a.csv", content)
    try:
        tables(path)
    except Fault as fault:
        assert fault.do
