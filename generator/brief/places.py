"""Places: the one way in which a piece of a brief is named (``举措/2/任务/3``), and where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator import source
from generator.brief import keys
from generator.brief.keys import SECTIONS, Key, Table
from generator.brief.schema import Brief, Item
from generator.errors import Where
from generator.source import Mapping, Node

OPENING: Final = "开头"
ENDING: Final = "结尾"


def places(brief: Brief) -> Iterator[tuple[str, object]]:
    """Go through the pieces of a brief in the order of its sections, each with its place.

    ``开头`` comes with the meeting (or None), then every item (``问题/1``), fact (``问题/1/事实/2``), duty
    (``举措/2/任务/3``) and part (``成绩/1/分项/2``, with facts and duties of its own), then ``结尾`` with the ending.
    """
    yield OPENING, brief.meeting
    for section in SECTIONS:
        for number, item in enumerate(brief.section(section), 1):
            yield from _inside(f"{section}/{number}", item)
    yield ENDING, brief.ending


def _inside(place: str, item: Item) -> Iterator[tuple[str, object]]:
    yield place, item
    for number, fact in enumerate(item.facts, 1):
        yield f"{place}/事实/{number}", fact
    for number, duty in enumerate(item.duties, 1):
        yield f"{place}/任务/{number}", duty
    for number, part in enumerate(item.parts, 1):
        yield from _inside(f"{place}/分项/{number}", part)


def locate(path: Path, place: str) -> Where:
    """Find where a place stands in the file of a brief; the nearest thing around it when it has no line of its own.

    A place may also name a key (``会议/名称``, ``问题/1/要点``). Raises UserError when the file cannot be read.
    """
    return locate_in(source.load(path), place)


def locate_in(top: Mapping, place: str) -> Where:
    """Do what :func:`locate` does, for a file that has been read already."""
    node: Node = top
    where = Where(top.where.file)
    table: Table | None = keys.BRIEF
    for step in place.partition("#")[0].split("/"):
        if step.isdecimal():
            items = node.items if isinstance(node, source.Sequence) else (node,)
            if not 1 <= int(step) <= len(items):
                break
            node = items[int(step) - 1]
            where = node.where
            continue
        key = table.find(step) if table else None
        if key is None or not isinstance(node, Mapping):
            break
        name = node.key(key.name) or node.key(key.english)
        if name is None:
            break
        node, where = dict(node.entries)[name], name.where
        table = table_inside(key)
    return where


def table_inside(key: Key) -> Table | None:
    """Give the table of the keys inside the value of *key*."""
    by_shape: dict[str, Table] = {
        "items": keys.ITEM,
        "facts": keys.FACT,
        "duties": keys.DUTY,
        "meeting": keys.MEETING,
        "agenda": keys.AGENDA,
        "speaker": keys.SPEAKER,
        "wishes": keys.WISHES,
        "frame": keys.PART,
        "verbatim": keys.VERBATIM,
        "ending": keys.ENDING,
        "length": keys.LENGTH,
    }
    return by_shape.get(key.shape)
