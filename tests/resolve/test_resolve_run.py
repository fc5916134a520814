"""The stage as the commands call it: what it says, what it rebuilds, and that no name gets into what it says."""

import polars as pl

from pipeline import warehouse
from pipeline.resolve.run import run
from pipeline.schemas import STAGED
from pipeline.settings import Settings


def test_it_says_what_it_made_and_makes_nothing_twice(tmp_path):
    settings = Settings(raw=tmp_path / "raw", derived=tmp_path / "derived")
    person = {"name": "Jane Roe", "name_key": "ROE JANE", "birth_date_text": "1980-01-02"}
    requests = [{"record_id": f"r{n}", "reference_key": "R-1", "requesting_country": "RUS", **person} for n in range(2)]
    with warehouse.building(settings) as con:
        for table, schema in STAGED.items():
            warehouse.write_table(con, f"staged.{table}", pl.DataFrame(schema=schema))
        rows = [{column: row.get(column) for column in STAGED["requests"]} for row in requests]
        warehouse.write_table(con, "staged.requests", pl.DataFrame(rows, schema=STAGED["requests"]))
        said = run(settings, con)
    assert said == "1 requests, 0 complaints and 0 messages resolved from 2 records; 1 people named in them"
    before = (settings.tables / "resolved" / "links.parquet").stat().st_mtime_ns
    with warehouse.building(settings) as con:
        assert run(settings, con) == said
    assert (settings.tables / "resolved" / "links.parquet").stat().st_mtime_ns == before
