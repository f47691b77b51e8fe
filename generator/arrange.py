"""Arranging: a plan goes into an outline's body, a draft comes out, and every piece of text keeps its origin.

A text that an outline prints is wrapped in noncharacters (U+FDD0 and up, which the readers refuse in users' files), and the tree builder
turns the marks into spans again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from generator.draft import Draft, Origin, Span, Text
from generator.outline import Outline
from generator.outline_walk import Passage, walk
from generator.planning.plan import Paragraph, Plan, PlannedItem, PlannedPart
from generator.readers.markdown import parse

_OPEN, _CLOSE, _SHUT, _ZERO = "\ufdd0", "\ufdde", "\ufddf", 0xFDD1
_MARKED = re.compile(f"{_OPEN}([\ufdd1-\ufdda]+){_CLOSE}.*?{_SHUT}", re.DOTALL)


def arrange(plan: Plan, outline: Outline) -> Draft:
    """Put *plan* into *outline*. Raises UserError, with the line of the outline, when its body is wrong."""
    marks = _Marks(outline.front.id)
    return Draft(parse("".join(map(marks.mark, walk(outline, view(plan)))), marks.spans))


def view(plan: Plan) -> dict[str, Any]:
    """Give a plan under the names that an outline sees."""
    return {
        "标题": Passage(plan.title),
        "日期行": Passage(plan.date or ()),
        "讲话人行": Passage(plan.speaker or ()),
        "称谓": Passage(plan.salutation or ()),
        "开头": _passages(plan.opening),
        "各部分": tuple(map(_part, plan.parts)),
        "结尾": _passages(plan.ending),
        "来源行": Passage(plan.source or ()),
    }


def _part(part: PlannedPart) -> dict[str, Any]:
    return {
        "标题": Passage(part.heading or ()),
        "引语": _passages(part.lead),
        "各条": tuple(map(_item, part.items)),
        "结语": _passages(part.close),
    }


def _item(item: PlannedItem) -> dict[str, Any]:
    return {
        "标题": Passage(item.heading),
        "段落": _passages(item.paragraphs),
        "列举": item.listed,
        "分条": tuple(map(_item, item.parts)),
    }


def _passages(paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    return tuple(Passage(tuple(span for sentence in paragraph for span in sentence.text)) for paragraph in paragraphs)


class _Marks:
    """Hands out a mark for each text and takes the marks back."""

    def __init__(self, outline: str) -> None:
        self._texts: list[Text] = []
        self._outline = Origin("outline", outline)

    def mark(self, piece: str | Passage) -> str:
        if isinstance(piece, str) or not piece.text:
            return str(piece)
        self._texts.append(piece.text)
        number = "".join(chr(_ZERO + int(digit)) for digit in str(len(self._texts) - 1))
        return f"{_OPEN}{number}{_CLOSE}{piece}{_SHUT}"

    def spans(self, raw: str) -> Text:
        return tuple(self._taken_back(raw))

    def _taken_back(self, raw: str) -> Iterator[Span]:
        at = 0
        for found in _MARKED.finditer(raw):
            if found.start() > at:
                yield Span(raw[at : found.start()], self._outline)
            yield from self._texts[int("".join(str(ord(char) - _ZERO) for char in found[1]))]
            at = found.end()
        if at < len(raw):
            yield Span(raw[at:], self._outline)
