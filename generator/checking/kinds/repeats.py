"""``repetition``: a sentence said twice or nearly, an opening word said again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import ClassVar, Final, Literal

from generator.checking.document import Document, Hit, Span
from generator.checking.kinds.words import short
from generator.checking.patterns import either
from generator.checking.rule import Rule, outside

_LOOSE: Final = re.compile(r"[\s，。；：、！？“”‘’（）]")
_FINISHED: Final = "。！？!?”’）"
_GRAM: Final = 4  # characters; sentences that are nearly the same share most of theirs


class Repetition(Rule, frozen=True, kw_only=True):
    """``of: sentence`` (at least ``least`` characters, ``alike`` 1 = the same) or ``of: opening`` (``times`` in a row)."""

    of_briefs: ClassVar[bool] = False
    of: Literal["sentence", "opening"]
    alike: float = 1
    least: int = 12
    times: int = 3
    unless: tuple[str, ...] = ()

    def hits(self, document: Document) -> Iterator[Hit]:
        return self._openings(document) if self.of == "opening" else self._sentences(document)

    def patterns_used(self) -> Iterable[str]:
        return self.unless

    def _sentences(self, document: Document) -> Iterator[Hit]:
        barred = either(self.unless) if self.unless else None
        seen: list[tuple[str, Span]] = []
        exact: dict[str, Span] = {}
        grams: defaultdict[str, list[int]] = defaultdict(list)
        for span in document.sentences:
            bare = _LOOSE.sub("", document.text[slice(*span)])
            if document.text[span[1] - 1] not in _FINISHED:  # a subheading without a number may quote its paragraph
                continue
            if len(bare) < self.least or not outside(barred, document.text, *span):
                continue
            first = exact.get(bare) if self.alike == 1 else self._near(bare, exact, seen, grams)
            if first is not None:
                words = (("found", short(document.text[slice(*span)])), ("first", self._place(document, first)))
                yield Hit(*span, words)
            exact.setdefault(bare, span)
            if self.alike == 1:
                continue
            for gram in {bare[at : at + _GRAM] for at in range(len(bare) - _GRAM + 1)}:
                grams[gram].append(len(seen))
            seen.append((bare, span))

    def _near(
        self, bare: str, exact: dict[str, Span], seen: list[tuple[str, Span]], grams: dict[str, list[int]]
    ) -> Span | None:
        if bare in exact:  # the rule about sentences that are the same says so
            return None
        shared: defaultdict[int, int] = defaultdict(int)
        for at in range(len(bare) - _GRAM + 1):
            for number in grams.get(bare[at : at + _GRAM], ()):
                shared[number] += 1
        likely = sorted((number for number, n in shared.items() if n * 2 > len(bare)), key=lambda n: (-shared[n], n))
        for number in likely[:3]:
            other, span = seen[number]
            if SequenceMatcher(None, other, bare, autojunk=False).ratio() >= self.alike:
                return span
        return None

    def _openings(self, document: Document) -> Iterator[Hit]:
        barred = either(self.unless) if self.unless else None
        run: list[Span] = []
        for span in document.sentences:
            opening = document.text[span[0] : span[0] + 2]
            same = (
                run
                and document.text[run[-1][0] : run[-1][0] + 2] == opening
                and "\n" not in document.text[run[-1][1] : span[0]]
            )
            run = [*run, span] if same else [span]
            if len(run) == self.times and outside(barred, document.text, span[0], span[0] + 2):
                words = (("found", opening), ("count", str(len(run))), ("first", self._place(document, run[0])))
                yield Hit(span[0], span[0] + 2, words)

    @staticmethod
    def _place(document: Document, span: Span) -> str:
        where = document.where(span[0])
        return f"第{where.line}行" if not document.name.lower().endswith(".docx") else f"第{where.line}段"
