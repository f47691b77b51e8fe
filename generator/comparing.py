"""What somebody changed in a draft, sentence by sentence: unchanged, changed, moved, added, deleted.

Sentences are matched as wholes first (difflib's longest runs), a sentence found again elsewhere has moved, and what is
left is paired by likeness of its characters; a pair is a change when half of it is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from generator.draft import Draft, Heading, Paragraph, plain

Kind: TypeAlias = Literal["same", "changed", "moved", "added", "deleted"]

_SENTENCE: Final = re.compile(r"[^。！？\n]*[。！？]+[”’』」）)]*|[^。！？\n]+")
_LIKE: Final = 0.5
_SHORTEST_RUN: Final = 2  # equal characters between two changes; a single one in common is chance


class Sentence(Struct, frozen=True):
    """One sentence, or one heading without its number; ``block`` counts the paragraphs of the file from 1."""

    text: str
    block: int
    heading: bool = False


class Change(Struct, frozen=True):
    """What became of a sentence; ``before`` is None for an added one, ``after`` for a deleted one."""

    kind: Kind
    before: Sentence | None
    after: Sentence | None


def sentences(draft: Draft) -> list[Sentence]:
    """Cut a draft into sentences, in reading order."""
    found: list[Sentence] = []
    for number, block in enumerate(draft.blocks, 1):
        text = plain(block.text)
        if isinstance(block, Paragraph):
            found += [Sentence(part.strip(), number) for part in _SENTENCE.findall(text) if part.strip()]
        elif text.strip():
            found.append(Sentence(text.strip(), number, isinstance(block, Heading)))
    return found


def compare(before: Draft, after: Draft) -> list[Change]:
    """Give every sentence of both drafts once, in the order of *after*; deleted ones stand where they stood."""
    old, new = sentences(before), sentences(after)
    changes: list[Change] = []
    matcher = SequenceMatcher(None, [each.text for each in old], [each.text for each in new], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            changes += [Change("same", b, a) for b, a in zip(old[start:end], new[first:last], strict=True)]
        else:
            changes += _paired(old[start:end], new[first:last])
    return _moved(changes)


def pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Cut two wordings of a sentence into (old, new) pieces in order; equal pieces hold the same text twice."""
    gone, come = "", ""
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = before[start:end], after[first:last]
        inside = start > 0 and end < len(before) and end - start < _SHORTEST_RUN
        if kind == "equal" and not (inside and (gone or come)):
            if gone or come:
                yield gone, come
                gone, come = "", ""
            yield old, new
        else:
            gone, come = gone + old, come + new
    if gone or come:
        yield gone, come


def lost(before: Draft, after: Draft) -> list[Sentence]:
    """Give the sentences of *before* that *after* does not hold word for word: what replacing a file would lose."""
    kept = {each.text for each in sentences(after)}
    return [each for each in sentences(before) if each.text not in kept]


def _paired(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Change]:
    """Pair the sentences of one stretch by likeness, best first in reading order, never crossing."""
    changes: list[Change] = []
    at = 0
    for before in old:
        best = max(range(at, len(new)), key=lambda index: _likeness(before, new[index]), default=None)
        if best is None or _likeness(before, new[best]) < _LIKE:
            changes.append(Change("deleted", before, None))
            continue
        changes += [Change("added", None, each) for each in new[at:best]]
        changes.append(Change("changed", before, new[best]))
        at = best + 1
    return changes + [Change("added", None, each) for each in new[at:]]


def _likeness(before: Sentence, after: Sentence) -> float:
    if before.heading != after.heading:
        return 0.0
    matcher = SequenceMatcher(None, before.text, after.text, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKE and matcher.quick_ratio() >= _LIKE else 0.0


def _moved(changes: list[Change]) -> list[Change]:
    """Turn a deleted sentence that was added word for word elsewhere into one that has moved."""
    gone: dict[str, list[Sentence]] = {}
    for change in changes:
        if change.kind == "deleted" and change.before is not None:
            gone.setdefault(change.before.text, []).append(change.before)
    found: list[Change] = []
    taken: set[int] = set()
    for change in changes:
        if change.kind == "added" and change.after is not None and gone.get(change.after.text):
            origin = gone[change.after.text].pop(0)
            taken.add(id(origin))
            found.append(Change("moved", origin, change.after))
        else:
            found.append(change)
    return [each for each in found if not (each.kind == "deleted" and id(each.before) in taken)]
