"""Kinds that look for words: ``existence``, ``substitution``, ``count``, ``density``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from generator.checking.document import Document, Hit
from generator.checking.patterns import either
from generator.checking.rule import Rule, outside


class Existence(Rule, frozen=True, kw_only=True):
    """Fires where a pattern stands, unless a match of ``unless`` covers it. ``mend`` is put in its place by --fix."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    mend: str | None = None

    def hits(self, document: Document) -> Iterator[Hit]:
        wanted = either(self.patterns)
        barred = either(self.unless) if self.unless else None
        for start, end in document.ranges(self.scope):
            for match in wanted.finditer(document.text, start, end):
                if outside(barred, document.text, *match.span()):
                    mend = None if self.mend is None else match.expand(self.mend)
                    yield Hit(*match.span(), (("found", match[0]),), mend)

    def patterns_used(self) -> Iterable[str]:
        return (*self.patterns, *self.unless)


class Substitution(Rule, frozen=True, kw_only=True):
    """Fires where the left of a pair stands and names the right. Only with ``certain`` does --fix put it in."""

    swap: dict[str, str]
    unless: tuple[str, ...] = ()
    certain: bool = False

    def hits(self, document: Document) -> Iterator[Hit]:
        barred = either(self.unless) if self.unless else None
        one = either(self.swap)
        for start, end in document.ranges(self.scope):
            for match in one.finditer(document.text, start, end):
                if outside(barred, document.text, *match.span()):
                    right = self._right(match[0], document.text, match.start(), match.end())
                    words = (("found", match[0]), ("right", right))
                    yield Hit(*match.span(), words, right if self.certain else None)

    def _right(self, found: str, text: str, start: int, end: int) -> str:
        for wrong, right in self.swap.items():
            match = either((wrong,)).match(text, start)
            if match and match.end() == end:
                return match.expand(right)
        return found

    def patterns_used(self) -> Iterable[str]:
        return (*self.swap, *self.unless)


class Count(Rule, frozen=True, kw_only=True):
    """Fires on a range of the scope that holds more than ``most`` or fewer than ``least`` hits of the patterns."""

    of_briefs: ClassVar[bool] = False
    patterns: tuple[str, ...]
    most: int = 1_000_000
    least: int = 0
    unless: tuple[str, ...] = ()

    def hits(self, document: Document) -> Iterator[Hit]:
        wanted = either(self.patterns)
        barred = either(self.unless) if self.unless else None
        for start, end in document.ranges(self.scope):
            if barred is not None and barred.search(document.text, start, end):
                continue
            found = sum(1 for _ in wanted.finditer(document.text, start, end))
            if not self.least <= found <= self.most:
                limit = self.most if found > self.most else self.least
                shown = document.text[start:end].strip()
                yield Hit(start, end, (("found", str(found)), ("limit", str(limit)), ("text", short(shown))))

    def patterns_used(self) -> Iterable[str]:
        return (*self.patterns, *self.unless)


class Density(Rule, frozen=True, kw_only=True):
    """Fires once on a range with more than ``most`` hits per 1,000 characters, at least ``least`` of them."""

    of_briefs: ClassVar[bool] = False
    patterns: tuple[str, ...]
    most: float
    least: int = 3

    def hits(self, document: Document) -> Iterator[Hit]:
        wanted = either(self.patterns)
        for start, end in document.ranges(self.scope):
            found = [match[0] for match in wanted.finditer(document.text, start, end)]
            rate = 1000 * len(found) / max(end - start, 1)
            if len(found) >= self.least and rate > self.most:
                shown = "、".join(list(dict.fromkeys(found))[:5])
                words = (("count", str(len(found))), ("rate", f"{rate:.1f}"), ("limit", f"{self.most:g}"))
                yield Hit(start, min(end, start + 1), (*words, ("found", shown)))

    def patterns_used(self) -> Iterable[str]:
        return self.patterns


def short(text: str, limit: int = 20) -> str:
    """Give the start of a text, for a message."""
    return text if len(text) <= limit else text[:limit] + "…"
