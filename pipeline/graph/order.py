"""The order of the models, read from what each reads."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, TypeVar

from pipeline.errors import Fault


class Node(Protocol):
    """Whatever makes a table out of others: a SQL model or a Python one."""

    @property
    def place(self) -> str: ...
    @property
    def reads(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Node)


def ordered(nodes: Mapping[str, N]) -> list[N]:
    """The nodes so that each comes after those it reads; by name where that leaves a choice. Fault on a circle."""
    sorter = TopologicalSorter({table: [r for r in node.reads if r in nodes] for table, node in nodes.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        circle = error.args[1]
        raise Fault(
            nodes[circle[0]].place, f"reads itself in a circle: {' reads '.join(reversed(circle))}", "Break the circle."
        ) from None
    order: list[N] = []
    while ready := sorted(sorter.get_ready()):
        order += [nodes[table] for table in ready]
        sorter.done(*ready)
    return order
