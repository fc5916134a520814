"""The accuracy that the benchmarks printed, and the report shows, reaches what was asked of it."""

from pipeline.settings import ROOT


def figures():
    """{(table, row, column): value} of benchmarks/linkage.txt."""
    found, heads = {}, []
    for line in (ROOT / "benchmarks" / "linkage.txt").read_text("utf8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells or not heads:
            heads = cells
        elif not cells[0].startswith("---"):
            found |= {
                (heads[0], cells[0], head): float(cell.replace(",", ""))
                for head, cell in zip(heads[1:], cells[1:], strict=True)
            }
    return found


def test_all_seeds_together_reach_the_aim():
    found = figures()
    assert sum(table == "seed" and column == "recall" for table, _, column in found) == 5 + 1
    for column, least in {"precision": 0.99, "recall": 0.95, "b cubed f1": 0.97}.items():
        assert found["seed", "all", column] >= least


def test_no_script_and_no_country_is_linked_much_worse_than_all():
    found = figures()
    recalls = {(kind, of): value for (kind, of, column), value in found.items() if column == "recall"}
    assert {of for kind, of in recalls if kind == "script"} == {"arabic", "cyrillic", "han", "latin"}
    groups = [value for (kind, _), value in recalls.items() if kind in ("script", "country")]
    assert min(groups) >= recalls["seed", "all"] - 0.06


def test_sequences_within_90_days_reach_the_aim_on_every_seed():
    lines = (ROOT / "benchmarks" / "sequences.txt").read_text("utf8").splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    asked = [row for row in rows if row[0] != "all" and row[2] in ("90", "–")]
    assert len(asked) == 5 * 4
    for _, _, _, _, _, precision, recall in asked:
        assert float(precision) >= 0.95 and float(recall) >= 0.9
