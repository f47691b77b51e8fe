"""Parallel 要点 (整好一块田、做好一杯茶、管好一本账): taken apart so that joints and the ending can echo them."""

from __future__ import annotations

import re

from msgspec import Struct

from generator.brief.schema import Item
from generator.draft import Text
from generator.planning.text import computed, join, said
from generator.vocabulary import grammar

_SHAPE = re.compile(r"(.)好一(.)(.{1,3})")


class Point(Struct, frozen=True):
    """A 要点 of the shape 动 + 好 + 一 + 量 + 名."""

    verb: str
    measure: str
    noun: str


def parallel(items: tuple[Item, ...]) -> tuple[Point, ...]:
    """Take the 要点 of a section apart; empty unless every one has the shape and there are at least two."""
    found = [_SHAPE.fullmatch(item.point or "") for item in items]
    if len(found) < 2 or not all(found):
        return ()
    return tuple(Point(match[1], match[2], match[3]) for match in found if match)


def gathered(items: tuple[Item, ...]) -> Text:
    """Gather the 要点 for an ending (田要一块一块整，茶要一杯一杯做), when each verb bears being doubled like that."""
    points = parallel(items)
    if not points or not all(point.verb in grammar().repeatable_verbs for point in points):
        return ()
    clauses = [computed(f"{p.noun}要一{p.measure}一{p.measure}{p.verb}", "收束") for p in points]
    return join(clauses, "，")


def neighbours(items: tuple[Item, ...], number: int, place: str) -> dict[str, Text]:
    """Give what the joints of item *number* (from 1) may say of it and of the one before."""
    values: dict[str, Text] = {}
    if number > 1:
        before = items[number - 2].point or ""
        if before and not any("“" in (items[n].point or "") for n in (number - 1, number - 2)):
            values["前点"] = said(before, place)
    points = parallel(items)
    if points:
        values["名"], values["动"] = said(points[number - 1].noun, place), said(points[number - 1].verb, place)
        if number > 1:
            values["前名"], values["前动"] = said(points[number - 2].noun, place), said(points[number - 2].verb, place)
    return values
