"""Data flows one way: a stage imports shared parts and its own folder, never another stage."""

import ast
from pathlib import Path

import pytest

PIPELINE = Path(__file__).resolve().parents[1] / "pipeline"
STAGES = (
    "receive",
    "describe",
    "stage",
    "resolve",
    "model",
    "check",
    "measure",
    "report",
    "rehearse",
    "trace",
    "case",
    "search",
)


def imported(path: Path) -> set[str]:
    """The parts of `pipeline` that a file imports, by their first name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("pipeline.")}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage(stage):
    files = sorted((PIPELINE / stage).rglob("*.py"))
    assert files, f"pipeline/{stage} is empty"
    others = set(STAGES) - {stage}
    assert {str(f.relative_to(PIPELINE)): imported(f) & others for f in files if imported(f) & others} == {}


def test_only_the_commands_know_the_order():
    shared = [f for f in PIPELINE.rglob("*.py") if f.relative_to(PIPELINE).parts[0] not in STAGES]
    knowing = {f.relative_to(PIPELINE).as_posix() for f in shared if imported(f) & set(STAGES)}
    assert knowing <= {"cli.py", "run.py"}
