"""Kinds about what belongs together: ``pair`` (marks, 既…又) and ``order`` (ranks and bodies)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.checking.document import Document, Hit, Span
from generator.checking.patterns import either
from generator.checking.rule import Rule


class Pair(Rule, frozen=True, kw_only=True):
    """``open`` and ``close``: marks that must match in each range. Or ``first`` and ``then``: one calls for the other."""

    open: str = ""
    close: str = ""
    first: str = ""
    then: str = ""

    def hits(self, document: Document) -> Iterator[Hit]:
        find = self._followed if self.first else self._matched
        for span in document.ranges(self.scope):
            yield from find(document.text, span)

    def patterns_used(self) -> Iterable[str]:
        return tuple(pattern for pattern in (self.first, self.then) if pattern)

    def _matched(self, text: str, span: Span) -> Iterator[Hit]:
        waiting: list[int] = []
        for match in either((re.escape(self.open), re.escape(self.close))).finditer(text, *span):
            if match[0] == self.open:
                waiting.append(match.start())
            elif waiting:
                waiting.pop()
            else:
                yield Hit(*match.span(), (("found", match[0]), ("right", self.open)))
        for at in waiting:
            yield Hit(at, at + 1, (("found", text[at]), ("right", self.close)))

    def _followed(self, text: str, span: Span) -> Iterator[Hit]:
        for match in either((self.first,)).finditer(text, *span):
            if not either((self.then,)).search(text, match.end(), span[1]):
                yield Hit(*match.span(), (("found", match[0]),))


class Order(Rule, frozen=True, kw_only=True):
    """The words, where they are listed with 、 or 和, keep the order of the file."""

    words: tuple[str, ...]
    between: str = "、|和|及|，"

    def hits(self, document: Document) -> Iterator[Hit]:
        word = "|".join(map(re.escape, sorted(self.words, key=len, reverse=True)))
        listed = either((f"(?:{word})(?:(?:{self.between})(?:{word})){{1,12}}",))
        for span in document.ranges(self.scope):
            for match in listed.finditer(document.text, *span):
                found = re.findall(word, match[0])
                right = sorted(found, key=self.words.index)
                if found != right:
                    yield Hit(*match.span(), (("found", match[0]), ("right", "、".join(right))))

    def patterns_used(self) -> Iterable[str]:
        return (self.between,)
