"""Kinds about the page: ``layout`` (a measured value against what it should be) and ``glyphs`` (GB 2312)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking.document import Document, Hit
from generator.checking.rule import Rule
from generator.glyphs import outside_gb2312


class Layout(Rule, frozen=True, kw_only=True):
    """A note of the file (``measure``, see docs/rules.md) is one of ``one_of`` or lies from ``least`` to ``most``.

    A file without that note is let be. Lengths are millimetres, type sizes and line heights points.
    """

    measure: str
    one_of: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def hits(self, document: Document) -> Iterator[Hit]:
        found = document.notes.get(self.measure)
        if found is None or self._fits(found):
            return
        start = document.notes.get(f"{self.measure}@", "0")
        at = min(int(start), max(len(document.text) - 1, 0))
        yield Hit(at, at + 1, (("found", found), ("right", self._right())))

    def _fits(self, found: str) -> bool:
        if self.one_of:
            return found in self.one_of
        number = float(found)
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    def _right(self) -> str:
        if self.one_of:
            return "、".join(self.one_of)
        ends = dict.fromkeys(f"{end:g}" for end in (self.least, self.most) if end is not None)
        return "～".join(ends)


class Glyphs(Rule, frozen=True, kw_only=True):
    """Chinese characters outside GB 2312, each once at its first place."""

    def hits(self, document: Document) -> Iterator[Hit]:
        for char in outside_gb2312(document.text):
            at = document.text.index(char)
            yield Hit(at, at + 1, (("found", char),))
