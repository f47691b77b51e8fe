"""Headings that belong together as a set: sisters of one level and one shape, taken all or none (标题组)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from generator.mining.abstract import freed
from generator.mining.label import Labelled
from generator.mining.slotting import SLOT

_SECTIONS: Final = {
    "significance": "形势", "achievements": "成绩", "shortcomings": "问题", "measures": "举措",
}  # fmt: skip
_LEAST: Final = 3
_SPREAD: Final = 3  # characters by which the lengths of sisters may differ
_LONGEST: Final = 30
_CLAUSE: Final = re.compile("[，,]")


class MinedHeading(Struct, frozen=True):
    """One heading of a set: the sections it is for, how its part is called, with and without the drafter's own word."""

    sections: tuple[str, ...]
    name: str
    with_word: str
    alone: str


class MinedFamily(Struct, frozen=True):
    """A set of headings of one level from one document."""

    level: int
    headings: tuple[MinedHeading, ...]
    source: str

    @property
    def key(self) -> str:
        """A short name that the wording decides: the first six hex digits of its sha256."""
        return hashlib.sha256("\n".join(one.alone for one in self.headings).encode()).hexdigest()[:6]


def families(units: Sequence[Labelled], topic: str, document: str) -> Iterator[MinedFamily]:
    """Find the sets of *units*: the parts of the speech, and the sisters under each part."""
    heads = [one for one in units if one.unit.level in (1, 2)]
    yield from _family([one for one in heads if one.unit.level == 1], 1, topic, document)
    for sisters in _sisters(heads):
        yield from _family(sisters, 2, topic, document)


def _sisters(heads: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    group: list[Labelled] = []
    for one in [*heads, None]:
        if one is not None and one.unit.level == 2:
            group.append(one)
        elif group:
            yield group
            group = []


def _family(heads: Sequence[Labelled], level: int, topic: str, document: str) -> Iterator[MinedFamily]:
    if len(heads) < _LEAST or any(one.move not in _SECTIONS for one in heads):
        return
    plain = freed([one.unit.body.rstrip("。；：") for one in heads], topic)
    if not plain or not _parallel(plain) or len(set(plain)) < len(plain):
        return
    headings = tuple(
        MinedHeading((_SECTIONS[one.move],), _name(text), f"{{{{骨架}}}}，{_second(text)}", text)
        for one, text in zip(heads, plain, strict=True)
    )
    yield MinedFamily(level, headings, f"{document}#{heads[0].unit.paragraph}")


def _parallel(texts: Sequence[str]) -> bool:
    """Tell headings of one shape: as many clauses each, of nearly one length."""
    clauses = {len(_CLAUSE.split(text)) for text in texts}
    lengths = [len(SLOT.sub("主题", text)) for text in texts]
    return len(clauses) == 1 and max(lengths) - min(lengths) <= _SPREAD * max(clauses) and max(lengths) <= _LONGEST


def _name(text: str) -> str:
    return SLOT.sub("", _CLAUSE.split(text)[0]).strip("的“”") or text


def _second(text: str) -> str:
    return _CLAUSE.split(text)[-1]
