"""The models keep to SQL that carries over to Spark: what cannot be translated, or comes out wrong, is refused."""

import re

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from pipeline.graph.models import load, load_checks

QUERIES = [*load().values(), *load_checks()]

# What does not carry over, and why.
REFUSED: dict[type[exp.Expr], str] = {
    exp.PercentileCont: "becomes an approximate percentile on Spark: other numbers, no warning",
    exp.PercentileDisc: "becomes an approximate percentile on Spark: other numbers, no warning",
    exp.Quantile: "becomes a call that Spark refuses",
    exp.ApproxQuantile: "gives other numbers on each engine",
    exp.First: "depends on the order of rows, which a cluster does not keep: use min, max or max_by",
    exp.Last: "depends on the order of rows, which a cluster does not keep: use min, max or max_by",
    exp.AnyValue: "depends on the order of rows, which a cluster does not keep: use min, max or max_by",
    exp.Mode: "breaks ties differently on each engine",
    exp.RegexpReplace: "replaces the first match on one engine and all on the other",
    exp.Qualify: "is not standard: filter in an outer select",
    exp.ReadCSV: "reads a file: models read tables",
    exp.ReadParquet: "reads a file: models read tables",
    exp.Anonymous: "is a function sqlglot does not know and so cannot translate",
}


def refused(tree: exp.Expr, text: str) -> list[str]:
    """What in a query does not carry over to Spark, each with its reason."""
    found = [f"{node.sql('duckdb')} {why}" for kind, why in REFUSED.items() for node in tree.find_all(kind)]
    found += ["list(… order by …) loses its order" for a in tree.find_all(exp.ArrayAgg) if a.find(exp.Order)]
    found += ["distinct on is not standard" for d in tree.find_all(exp.Distinct) if d.args.get("on")]
    found += [
        "using fails with alias-qualified columns: write on" for j in tree.find_all(exp.Join) if j.args.get("using")
    ]
    found += ["asof joins do not carry over" for j in tree.find_all(exp.Join) if j.args.get("method")]
    found += ["* exclude and * replace: name the columns" for s in tree.find_all(exp.Star) if any(s.args.values())]
    return found + ["len() of a list fails: use array_length()"] * bool(re.search(r"\blen\(", text, re.IGNORECASE))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_the_query_carries_over_to_spark(query):
    assert refused(query.tree, query.sql) == []
    assert query.tree.sql("spark", unsupported_level=ErrorLevel.RAISE)


@pytest.mark.parametrize(
    "text",
    [
        "select percentile_cont(0.5) within group (order by x) from t",
        "select quantile_cont(x, 0.5) from t",
        "select list(x order by y) from t",
        "select try_strptime(x, '%Y') from t",
        "select first(x) from t",
        "select distinct on (a) a, b from t",
        "select a from t join s using (a)",
        "select t.a from t asof join s on t.a >= s.a",
        "select * exclude (a) from t",
        "select a from t qualify row_number() over (order by a) = 1",
        "select a from read_parquet('x')",
        "select len(l) from t",
        "select hash(a) from t",
    ],
)
def test_what_does_not_carry_over_is_seen(text):
    assert len(refused(sqlglot.parse_one(text, dialect="duckdb"), text)) >= 1


def test_what_carries_over_is_let_through():
    text = "select max_by(a, b) filter (where c), count(*), array_length(l) from t cross join unnest(t.l) as u (n)"
    assert refused(sqlglot.parse_one(text, dialect="duckdb"), text) == []
