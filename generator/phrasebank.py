"""The bank (语料库): folders of phrase files and heading families, stacked; later banks win.

``phrasebank/<move>/<name>.yml`` holds phrases, ``phrasebank/headings/<name>.yml`` one heading family. The id of a phrase is
``<move>/<name>#`` and its own ``id``, or the first six hex digits of the sha256 of its text: ids survive insertions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

Bare = Literal["joint", "frame", "never"]
_COUNT = re.compile(r"(\d+)(\+|-(\d+))?")


NEAR = "…"
"""Stands in ``holds`` and ``lacks`` between two words: both, in this order, close to each other on one line."""


class Phrase(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sentence pattern (语句) with its conditions; see ``docs/phrasebank.md`` for what each one does."""

    text: str
    role: str
    source: str
    also: tuple[str, ...] = ()
    id: str = ""
    topics: tuple[str, ...] = ()
    register: tuple[str, ...] = ("讲话",)
    outlines: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    count: str | int | None = None
    tone: Literal["严肃", "平实", "恳切", "鼓劲"] | None = None
    bare: Bare = "never"
    weight: int = 0
    again: bool = False
    hints: dict[str, str] = {}

    @property
    def own(self) -> bool:
        """Whether we wrote it; a mined phrase names its document."""
        return self.source == "own"

    def count_range(self) -> tuple[int, int] | None:
        """Give the least and the most of ``count`` (``2+``, ``2-4``, ``3``), or None without that condition."""
        found = _COUNT.fullmatch(str(self.count)) if self.count is not None else None
        if found is None:
            return None
        least = int(found[1])
        return least, int(found[3]) if found[3] else 99 if found[2] else least


class FamilyHeading(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One heading of a family, for the part that holds *sections*.

    ``with_word`` (``with:`` in the file) takes the drafter's own word for the part, ``alone`` stands without it; ``name`` is
    how the part is called in 围绕……讲三点意见.
    """

    sections: tuple[str, ...]
    alone: str
    with_word: str | None = field(name="with", default=None)
    name: str | None = None


class Line(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence that belongs to a family: it is spoken only where the whole family is used."""

    role: str
    text: str
    sections: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class Family(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Headings of one level that belong together (标题组), taken all or none, with the lines that go with them."""

    about: str
    level: Literal[1, 2]
    headings: tuple[FamilyHeading, ...]
    source: str
    register: tuple[str, ...] = ("讲话",)
    topics: tuple[str, ...] = ()
    outlines: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


class Folder(Struct, frozen=True):
    """What one folder of a bank holds: phrases and families by id, in reading order."""

    phrases: Mapping[str, Phrase]
    families: Mapping[str, Family]


def files_of(folder: Path) -> tuple[Path, ...]:
    """Give every file that the reader of a bank reads or refuses, in reading order."""
    return tuple(path for path in sorted(folder.rglob("*.y*ml")) if path.suffix in (".yml", ".yaml"))
