"""The sequence marts told again with other people: their own SQL, on views in which rows are of somebody else."""

from functools import cache

import duckdb
from sqlglot import exp

from pipeline.graph import models

# Each sequence mart, and the column of its later record.
SEQUENCES = {
    "refused_then_messaged": "message_id",
    "repeat_requests": "next_request_id",
    "proxy_requests": "other_request_id",
}
# Every table the marts read that has a person in each row, and what identifies the row.
ROW_OF = {"marts.ended_requests": "request_id", "marts.requests": "request_id", "resolved.messages": "message_id"}


def retold(con: duckdb.DuckDBPyConnection, mart: str, people: str, column: str) -> str:
    """The SELECT of a mart over rows that stand in the temp table `people`, each of the person in `column` there.

    people   has `resolved_id` and `person_id` as published, beside the column; rows it does not hold are left out
    """
    tree = _marts()[mart].tree.copy()
    for found in list(tree.find_all(exp.Table)):
        name = f"{found.db}.{found.name}"
        if name not in ROW_OF:
            continue
        view = f"{people}_{name.replace('.', '_')}"
        con.execute(
            f"create or replace temp view {view} as select t.* replace (other.{column} as person_id) from {name} as t "
            f"inner join {people} as other on t.{ROW_OF[name]} = other.resolved_id and t.person_id = other.person_id"
        )
        found.replace(exp.to_table(view).as_(found.alias or found.name))
    return tree.sql(dialect="duckdb")


@cache
def _marts() -> dict[str, models.Query]:
    """The sequence marts as they stand in sql/marts: reading all models takes longer than running one."""
    return {name: model for name, model in models.load().items() if name.removeprefix("marts.") in SEQUENCES}
