"""What a document is about and where it is from, told by what it repeats and by how places are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from generator.mining.cleaning.lines import CJK
from generator.mining.label import Labelled
from generator.mining.rules import abstraction, places

_PLACE_END: Final = re.compile(
    rf"[市县区镇乡州旗路家庄河桥湾坝](?<=[{CJK}]{{2}}.)(?:(?<=[市县区镇乡州旗])|(?<=路)街道|(?<![市县区镇乡州旗])村)"
)
_WORD: Final = re.compile(rf"[{CJK}]{{3,60}}")
_BAD_EDGE: Final = frozenset("的了和与在上是为及等把被对以年月日会大全新第一进推深加强这那其我们工作")


class Subject(Struct, frozen=True):
    """What a document is about and where it is from: topic, names of its places, its own name."""

    topic: str
    regions: frozenset[str]
    document: str


def subject_of(units: Sequence[Labelled], document: str) -> Subject:
    """Find the subject of the *units* of *document*."""
    text = "\n".join(one.unit.text for one in units)
    words = abstraction()
    found = {name for frame in words.region_frames for name in re.findall(frame, text)}
    found.update(name[:2] for name in place_like(text))
    return Subject(topic_of(units), frozenset(found - set(words.never_regions)), document)


def topic_of(units: Sequence[Labelled]) -> str:
    """Find what the document is about: the string of its title (or its first sentences) that it repeats most.

    Of the substrings of 3 to 8 characters the one with the highest count times length wins; it must stand three times.
    """
    text = "".join(one.unit.body for one in units)
    title = "".join(one.unit.text for one in units[:1] if one.unit.kind == "title")
    start = "".join(one.unit.text for one in units[1:4])
    counts: dict[str, int] = {}
    for source, least in ((title, 3), (start, 4)):
        for word in _WORD.findall(source):
            for at in range(len(word) - 2):
                counts |= _repeated(word[at : at + 8], text, least)
        if counts:
            break
    return max(counts, key=lambda piece: (counts[piece], len(piece), piece), default="")


def _repeated(word: str, text: str, least: int) -> dict[str, int]:
    """Weigh the starts of *word*, from three characters on, that stand in *text* often enough."""
    found: dict[str, int] = {}
    for size in range(3, len(word) + 1) if word[0] not in _BAD_EDGE else ():
        piece = word[:size]
        if piece[-1] in _BAD_EDGE:
            continue
        times = text.count(piece)
        if times < least:
            break  # a longer one stands there no oftener
        if text.count(f"全{piece}") * 2 < times:  # 全县教育: the topic is not 县教育
            found[piece] = times * (size - 1)
    return found


def place_like(text: str) -> Iterator[str]:
    """Find what looks like the name of a place: two characters and what places are called after them."""
    known = places()
    never = _never_in_names()
    last = 0
    for match in _PLACE_END.finditer(text):
        start = match.start() - 2
        if start < last:  # its two characters belong to the one before
            continue
        last = match.end()
        found = text[start:last]
        if never.isdisjoint(found[:2]) and not found.endswith(known.not_places):
            yield found


@lru_cache(maxsize=1)
def _never_in_names() -> frozenset[str]:
    return frozenset(places().never_in_names)
