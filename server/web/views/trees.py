"""The tree below a unit as a page shows it: nested as far as it stays readable, the rest one link away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from server.storage import trees, units
from server.storage.trees import Node

PAGE = 100
MOST = 300


@dataclass(frozen=True)
class Branch:
    """A unit with what is shown below it; `more`: how many right below it are not."""

    node: Node
    branches: tuple["Branch", ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Tree:
    """A page of what stands below a unit. `line` leads down to it from the unit the page belongs to, as (id, short name)."""

    top: Node
    line: tuple[tuple[int, str], ...]
    branches: tuple[Branch, ...]
    page: int
    pages: int


def tree_page(connection: Connection, unit_id: int, at_id: int, at: datetime, page: int) -> Tree | None:
    """What stands below `at_id`, a unit in the branch of `unit_id`; None when it is not, or is not there, or the page is not."""
    top = trees.node(connection, at_id, at)
    line = units.above(connection, at_id)
    if top is None or unit_id not in line:
        return None
    pages = max(1, -(-top.children // PAGE))
    if not 1 <= page <= pages:
        return None
    shown = trees.children(connection, (at_id,), at, PAGE, (page - 1) * PAGE)
    below = _below(connection, shown, at)
    way = tuple(reversed(line[: line.index(unit_id) + 1]))
    names = trees.line(connection, way)
    return Tree(top, tuple((each, names[each]) for each in way), tuple(_branch(each, below) for each in shown), page, pages)


def _below(connection: Connection, shown: tuple[Node, ...], at: datetime) -> dict[int, tuple[Node, ...]]:
    """What stands below some units, level by level, as long as all of a level finds room."""
    found: dict[int, tuple[Node, ...]] = {}
    level, room = shown, MOST - len(shown)
    while 0 < (count := sum(each.children for each in level)) <= room:
        level = trees.children(connection, [each.id for each in level if each.children], at, count)
        for each in level:
            found[each.parent_id or 0] = (*found.get(each.parent_id or 0, ()), each)
        room -= count
    return found


def _branch(node: Node, below: dict[int, tuple[Node, ...]]) -> Branch:
    mine = below.get(node.id, ())
    return Branch(node, tuple(_branch(each, below) for each in mine), node.children - len(mine))
