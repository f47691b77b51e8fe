"""A whole sentence given as a 要点: its first clause is the point, the rest is what there is to say.

``- 窗口首问负责没有落实，抽查20个窗口，7个推诿`` is how a drafter in a hurry writes a problem. Not a character is changed: the
comma where the heading ends is all that goes.
"""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from generator.brief.schema import Brief, Duty, Fact, Item

_LONGEST_POINT: Final = 14
_SHORTEST_REST: Final = 4


def split_points(brief: Brief) -> Brief:
    """Split the sentence-like 要点 of 问题, 举措 and 保障 that have nothing else; references follow."""
    names: dict[str, str] = {}
    problems = tuple(_split(item, names, as_duty=False) for item in brief.problems)
    measures = tuple(_split(item, names, as_duty=True) for item in brief.measures)
    safeguards = tuple(_split(item, names, as_duty=False) for item in brief.safeguards)
    return replace(
        brief,
        problems=problems,
        measures=tuple(
            replace(item, answers=tuple(names.get(answer, answer) for answer in item.answers)) for item in measures
        ),
        safeguards=safeguards,
    )


def _split(item: Item, names: dict[str, str], *, as_duty: bool) -> Item:
    point = item.point or ""
    head, comma, rest = point.partition("，")
    bare = not (item.heading or item.facts or item.duties or item.parts or item.cause)
    if not (bare and comma and len(head) <= _LONGEST_POINT and len(rest) >= _SHORTEST_REST):
        return item
    names[point] = head
    if as_duty:
        return replace(item, point=head, duties=(Duty(do=rest, spoken=True),))
    return replace(item, point=head, facts=(Fact(say=rest),))
