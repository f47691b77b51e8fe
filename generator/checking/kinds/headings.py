"""Kinds about the frame of a speech: ``parallel`` headings, ``presence`` of what a unit owes, ``share`` of a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from generator.checking.document import Document, Hit, Passage
from generator.checking.kinds.words import short
from generator.checking.patterns import either
from generator.checking.rule import Rule


class Parallel(Rule, frozen=True, kw_only=True):
    """Headings that stand side by side. ``of``: ``length`` (the odd one differs by more than ``most`` characters from
    the middle one), ``clauses`` (as many commas as the others), ``mark`` (all or none end in a mark)."""

    of_briefs: ClassVar[bool] = False
    of: Literal["length", "clauses", "mark"]
    most: int = 8
    least: int = 3

    def hits(self, document: Document) -> Iterator[Hit]:
        for group in _siblings(document):
            if len(group) < self.least:
                continue
            values = [self._value(document.text[p.body : p.end]) for p in group]
            usual = sorted(values)[len(values) // 2]
            odd = [p for p, value in zip(group, values, strict=True) if abs(value - usual) > self._slack()]
            if len(odd) == 1:
                shown = document.text[odd[0].body : odd[0].end]
                others = next(document.text[p.body : p.end] for p in group if p not in odd)
                yield Hit(odd[0].body, odd[0].end, (("found", shown), ("other", others)))

    def _value(self, shown: str) -> int:
        match self.of:
            case "length":
                return len(shown)
            case "clauses":
                return shown.count("，")
            case "mark":
                return int(shown.endswith(("。", "！", "；", "，")))

    def _slack(self) -> int:
        return self.most if self.of == "length" else 0


class Presence(Rule, frozen=True, kw_only=True):
    """A range of the scope that matches ``when`` holds at least ``least`` of the ``needs``, each a pattern."""

    of_briefs: ClassVar[bool] = False
    when: str
    needs: dict[str, str]
    least: int = 1
    unless: tuple[str, ...] = ()

    def hits(self, document: Document) -> Iterator[Hit]:
        for start, end in document.ranges(self.scope):
            opening = either((self.when,)).search(document.text, start, end)
            if not opening or (self.unless and either(self.unless).search(document.text, start, end)):
                continue
            lacking = [
                name for name, need in self.needs.items() if not either((need,)).search(document.text, start, end)
            ]
            if len(self.needs) - len(lacking) < self.least:
                shown = short(document.text[start:end].split("\n", 1)[0])
                stop = document.text.find("\n", start, end)
                yield Hit(start, end if stop < 0 else stop, (("found", shown), ("missing", "、".join(lacking))))

    def patterns_used(self) -> Iterable[str]:
        return (self.when, *self.needs.values(), *self.unless)


class Share(Rule, frozen=True, kw_only=True):
    """``most`` or ``least`` percent of the whole that a part may take; a draft under ``from_`` characters is let be.

    ``empty`` asks instead that a heading has something under it.
    """

    of_briefs: ClassVar[bool] = False
    most: int = 100
    least: int = 0
    longer_than: int = 1500
    empty: bool = False

    def hits(self, document: Document) -> Iterator[Hit]:
        if self.empty:
            yield from self._empty(document)
            return
        parts = document.ranges("part")
        if len(document.text) < self.longer_than or len(parts) < 2:
            return
        for start, end in parts:
            share = round(100 * (end - start) / len(document.text))
            if not self.least <= share <= self.most:
                stop = document.text.find("\n", start)
                shown = document.text[start:stop]
                yield Hit(start, stop, (("found", short(shown)), ("share", str(share))))

    @staticmethod
    def _empty(document: Document) -> Iterator[Hit]:
        following = [*document.passages[1:], None]
        for passage, after in zip(document.passages, following, strict=True):
            if passage.role != "heading" or not passage.number:
                continue
            bare = after is None or (after.role == "heading" and after.level <= passage.level)
            if bare:
                yield Hit(passage.start, passage.end, (("found", document.text[passage.start : passage.end]),))


def _siblings(document: Document) -> list[list[Passage]]:
    """Group the numbered headings that share a level and a parent."""
    groups: defaultdict[tuple[int, ...], list[Passage]] = defaultdict(list)
    path = [0, 0, 0, 0]
    for passage in document.passages:
        if passage.role != "heading":
            continue
        path[passage.level - 1] += 1
        path[passage.level :] = [0] * (4 - passage.level)
        groups[(passage.level, *path[: passage.level - 1])].append(passage)
    return list(groups.values())
