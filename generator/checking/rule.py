"""What every rule says, whatever its kind: the base of the structs that rule files are read into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal, TypeAlias

from msgspec import Struct

from generator.checking.document import Document, Hit, Scope

Level: TypeAlias = Literal["错误", "疑似", "提示"]


class Example(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One example: a small text, and what the rule needs beside it. A bare string is the text alone."""

    text: str = ""
    brief: str = ""
    notes: dict[str, str] = {}


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys that all kinds share. ``name`` is set from the path: ``punctuation/half-width``."""

    kind: str
    level: Level
    message: str
    why: str
    source: str
    bad: tuple[str | Example, ...]
    good: tuple[str | Example, ...]
    scope: Scope = "document"
    name: str = ""

    needs_brief: ClassVar[bool] = False
    of_briefs: ClassVar[bool] = True  # a brief is no speech: it has no frame, and may say a thing in two places

    def hits(self, document: Document) -> Iterator[Hit]:
        """Go through the places where the rule fires, in reading order."""
        raise NotImplementedError

    def patterns_used(self) -> Iterable[str]:
        """Give the regular expressions that came out of the rule's file, to be judged."""
        return ()


def outside(pattern: re.Pattern[str] | None, text: str, start: int, end: int) -> bool:
    """Tell that no match of *pattern* touches the range: what a rule's ``unless`` asks."""
    if pattern is None:
        return True
    near = range(max(0, start - 40), min(len(text), end + 40))
    return all(m.end() <= start or m.start() >= end for m in pattern.finditer(text, near.start, near.stop))
