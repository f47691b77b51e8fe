"""What rules look at: one text, cut into passages that know their place in the file, and what the reader noted of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from generator.brief.schema import Brief
from generator.errors import Where

Role: TypeAlias = Literal["title", "date", "speaker", "salutation", "source", "heading", "paragraph", "entry"]
Scope: TypeAlias = Literal["document", "part", "heading", "paragraph", "sentence", "unit", "page"]
Span: TypeAlias = tuple[int, int]
"""A range of :attr:`Document.text`, end excluded."""

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]{0,2}")
_BODY: Final = ("paragraph", "entry")


class Passage(Struct, frozen=True):
    """One printed paragraph, or the heading that opens one. ``start`` and ``end`` are offsets in the document's text.

    ``line`` is the line of a text file or the paragraph of a .docx, from 1; ``column`` counts characters from 1.
    ``body`` is where the text begins behind its number, ``number`` that number as printed.
    """

    role: Role
    start: int
    end: int
    line: int
    column: int
    body: int
    level: int = 0
    number: str = ""
    item: int = 0


class Hit(Struct, frozen=True):
    """Where a rule fires. ``words`` fill the message; ``mend`` is the text to put in place, None when not certain."""

    start: int
    end: int
    words: tuple[tuple[str, str], ...] = ()
    mend: str | None = None


class Document(Struct, frozen=True, dict=True):  # dict: cached properties live there
    """A draft or a brief as rules see it. ``notes`` are what a .docx says of itself (``docs/rules.md`` lists them)."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    brief: Brief | None = None
    year: int | None = None

    @property
    def is_brief(self) -> bool:
        """Whether this is a brief, told by its ending; most rules are for drafts only."""
        return self.name.lower().endswith((".yml", ".yaml"))

    def passage_at(self, offset: int) -> Passage | None:
        """Find the passage that holds an offset; None in a document without text."""
        at = bisect_right(self._starts, offset) - 1
        return self.passages[at] if at >= 0 else None

    def where(self, offset: int) -> Where:
        """Give the place of an offset in the file; of a document without text, the file."""
        passage = self.passage_at(offset)
        if passage is None:
            return Where(self.name)
        return Where(self.name, passage.line, passage.column + min(offset, passage.end) - passage.start)

    def ranges(self, scope: Scope) -> tuple[Span, ...]:
        """Give the ranges that a scope cuts the text into, in reading order."""
        return {
            "document": self._whole,
            "page": self._whole,
            "part": self._parts,
            "unit": self._units,
            "heading": self._headings,
            "paragraph": self._paragraphs,
            "sentence": self.sentences,
        }[scope]

    @cached_property
    def _starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _whole(self) -> tuple[Span, ...]:
        return ((0, len(self.text)),) if self.text else ()

    @cached_property
    def _headings(self) -> tuple[Span, ...]:
        return tuple((p.body, p.end) for p in self.passages if p.role == "heading")

    @cached_property
    def _paragraphs(self) -> tuple[Span, ...]:
        return tuple((p.start, p.end) for p in self.passages if p.role in _BODY)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the body text, closing quotes included."""
        return tuple(
            found.span() for start, end in self._paragraphs for found in _SENTENCE.finditer(self.text, start, end)
        )

    @cached_property
    def _parts(self) -> tuple[Span, ...]:
        return tuple(self._under(1))

    @cached_property
    def _units(self) -> tuple[Span, ...]:
        return tuple(self._under(4))

    def _under(self, deepest: int) -> Iterator[Span]:
        """Give each heading of at most *deepest* with what follows up to the next such heading."""
        opening = [p.start for p in self.passages if p.role == "heading" and p.level <= deepest]
        yield from pairwise([*opening, len(self.text)])
