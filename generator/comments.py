"""Remarks that hang on a place of a draft: where phrases and facts came from, what ``check`` found, what anybody adds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from msgspec import Struct

from generator.draft import Draft, Origin, Text

AUTHOR: Final = "讲稿"


class Comment(Struct, frozen=True, kw_only=True):
    """One remark. ``block`` counts the draft's blocks from 0.

    ``start`` and ``end`` are characters of ``plain(block.text)``; ``end`` None means the block's end. A range that cuts
    a blank covers all of it; remarks on a title cover the title.
    """

    block: int
    text: str
    start: int = 0
    end: int | None = None
    author: str = AUTHOR


def origins(draft: Draft) -> tuple[Comment, ...]:
    """Give a comment for every stretch of text with one origin in bank or brief: the phrase, or the place in the brief."""
    return tuple(comment for block, each in enumerate(draft.blocks) for comment in _origins(block, each.text))


def _origins(block: int, text: Text) -> Iterator[Comment]:
    at = 0
    for origin, spans in groupby(text, key=lambda span: span.origin):
        length = sum(len(span.shown) for span in spans)
        said = _said(origin)
        if said:
            yield Comment(block=block, text=said, start=at, end=at + length)
        at += length


def _said(origin: Origin) -> str:
    match origin.kind:
        case "phrase":
            return f"语句：{origin.ref}" if origin.ref else "语句"
        case "brief":
            return f"任务单：{origin.ref}" if origin.ref else "任务单"
        case _:
            return ""
