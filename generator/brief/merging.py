"""Lays cells of a table over a brief: a column is named like a key, with a dotted path for what is inside (``会议.名称``).

Cells keep their place in the table, so a mistake in one is reported as ``单位.xlsx:3:2``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from generator.brief import keys
from generator.brief.keys import Table
from generator.brief.places import table_inside
from generator.errors import Problem, UserError, nearest
from generator.source import Mapping, Node, Scalar, Sequence

UNMERGED: Final = "#"
"""A column whose name begins so is not merged; a pattern of file names may use it."""


def merged(top: Mapping, cells: Iterable[tuple[Scalar, Scalar]]) -> Mapping:
    """Give the brief with *cells* (column name, text) in place of what it says there. Raises UserError.

    Several lines in one cell are a list; an empty cell is not among *cells*: the brief's own word holds.
    """
    for head, cell in cells:
        if not head.value.startswith(UNMERGED):
            top = _laid(top, head.value.split("."), head, _node(cell), keys.BRIEF)
    return top


def check_columns(heads: Iterable[Scalar]) -> None:
    """Refuse columns that are named like no key, all at once. Raises UserError."""
    problems = [problem for head in heads if (problem := _complaint(head)) is not None]
    if problems:
        raise UserError(problems)


def _complaint(head: Scalar) -> Problem | None:
    table: Table | None = keys.BRIEF
    if head.value.startswith(UNMERGED):
        return None
    for step in head.value.split("."):
        if step.isdecimal():
            continue
        key = table.find(step) if table is not None else None
        if key is None:
            names = [each.name for each in table.keys] if table is not None else []
            near = nearest(step, names)
            mend = f"改成“{near}”" if near else "改列名"
            expected = "任务单的键，里层用点连，如“会议.名称”"
            wrong = f"列名“{head.value}”里的“{step}”不是任务单的键"
            return Problem(head.where, wrong, expected, f"{mend}；不并进任务单的列，列名前加“{UNMERGED}”")
        table = table_inside(key)
    return None


def _node(cell: Scalar) -> Node:
    lines = [line.strip() for line in cell.value.splitlines() if line.strip()]
    if len(lines) < 2:
        return cell
    return Sequence(tuple(Scalar(line, cell.where, cell.style) for line in lines), cell.where)


def _laid(node: Node | None, steps: list[str], head: Scalar, value: Node, table: Table | None) -> Mapping:
    """Give the mapping *node* with *value* at the end of the path *steps*."""
    first, *rest = steps
    top = node if isinstance(node, Mapping) else Mapping((), value.where)
    key = table.find(first) if table is not None else None
    names = (key.name, key.english) if key is not None else (first,)
    old = next((entry for entry in top.entries if entry[0].value in names), None)
    inner = (
        value if not rest else _inside(old[1] if old else None, rest, head, value, table_inside(key) if key else None)
    )
    name = old[0] if old else Scalar(names[0], head.where)
    entry = (name, inner)
    if old is None:
        return Mapping((*top.entries, entry), top.where)
    return Mapping(tuple(entry if each is old else each for each in top.entries), top.where)


def _inside(node: Node | None, steps: list[str], head: Scalar, value: Node, table: Table | None) -> Node:
    if not steps[0].isdecimal():
        return _laid(node, steps, head, value, table)
    items: list[Node] = list(node.items) if isinstance(node, Sequence) else [node] if node is not None else []
    at, rest = int(steps[0]), steps[1:]
    if not 1 <= at <= len(items) + 1:
        wrong = f"列名“{head.value}”里的第{at}项没有，任务单里只有{len(items)}项"
        raise UserError([Problem(head.where, wrong, f"1到{len(items) + 1}", "改列名，或在任务单里补上")])
    old = items[at - 1] if at <= len(items) else None
    items[at - 1 : at] = [value if not rest else _inside(old, rest, head, value, table)]
    return Sequence(tuple(items), value.where)
