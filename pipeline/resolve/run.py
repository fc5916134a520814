"""The resolve stage: duplicates merged by reference in SQL, people tied together in between by linkage."""

from functools import partial
from pathlib import Path

import duckdb

from pipeline import graph
from pipeline.resolve import candidates, features, judgements, people, thresholds
from pipeline.resolve.names.spelling import TABLE
from pipeline.settings import Settings

HERE = Path(__file__).parent
VOCABULARY = TABLE.parent


def linkage(settings: Settings) -> list[graph.PythonModel]:
    """The tables that Python makes between the models, each with a key that changes with its code and what people
    typed.

    Fault where the file of judgements cannot be read.
    """
    typed = judgements.read(settings.hand / judgements.FILE)
    rules = [path.read_text("utf8") for path in sorted(VOCABULARY.glob("spelling_*.csv"))]
    rules.append((VOCABULARY / "name_parts.csv").read_text("utf8"))
    names = [path.read_text("utf8") for path in sorted((HERE / "names").glob("*.py"))]
    return [
        graph.PythonModel(
            name="resolved.descriptions",
            reads=("resolved.described", "resolved.person_records"),
            make=features.describe,
            key=graph.digest(_code("features"), rules, names),
            place="pipeline/resolve/features.py",
        ),
        graph.PythonModel(
            name="resolved.linkage_weights",
            reads=("resolved.descriptions",),
            make=candidates.weigh,
            key=graph.digest([_code(module) for module in ("candidates", "comparisons", "scoring", "training")]),
            place="pipeline/resolve/candidates.py",
        ),
        graph.PythonModel(
            name="resolved.candidate_pairs",
            reads=("resolved.descriptions", "resolved.linkage_weights"),
            make=candidates.compare,
            key=graph.digest([_code(module) for module in ("candidates", "comparisons", "scoring", "clusters")]),
            place="pipeline/resolve/candidates.py",
        ),
        graph.PythonModel(
            name="resolved.judged",
            reads=(),
            make=partial(judgements.keep, judgements=typed),
            key=graph.digest(_code("judgements"), typed),
            place="pipeline/resolve/judgements.py",
        ),
        graph.PythonModel(
            name="resolved.links",
            reads=("resolved.candidate_pairs", "resolved.described", "resolved.descriptions"),
            make=partial(people.link, judgements=typed),
            key=graph.digest(_code("people"), _code("clusters"), _code("judgements"), typed),
            place="pipeline/resolve/people.py",
        ),
        graph.PythonModel(
            name="resolved.links_at",
            reads=("resolved.candidate_pairs", "resolved.described", "resolved.descriptions", "resolved.links"),
            make=partial(thresholds.link_at, judgements=typed),
            key=graph.digest([_code(module) for module in ("thresholds", "people", "clusters", "judgements")], typed),
            place="pipeline/resolve/thresholds.py",
        ),
    ]


def run(settings: Settings, con: duckdb.DuckDBPyConnection) -> str:
    """Bring resolved.* up to date from staged.*; returns the closing line.

    Fault where a staged table is missing or a key is no key.
    """
    graph.build(con, settings, ["resolved"], linkage(settings))
    requests, complaints, messages, persons = (
        _count(con, f"resolved.{table}") for table in ("requests", "complaints", "messages", "people")
    )
    return (
        f"{requests:,} requests, {complaints:,} complaints and {messages:,} messages resolved from "
        f"{_count(con, 'resolved.members'):,} records; {persons:,} people named in them"
    )


def _code(module: str) -> str:
    return (HERE / f"{module}.py").read_text("utf8")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"select count(*) from {table}").fetchone()
    return row[0] if row else 0
