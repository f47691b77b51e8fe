"""The bank (语料库): compiled folders of phrases and heading families, stacked; a later folder's phrase of an id wins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.bank_index import LOWEST, Index, open_index, overruled, ring_point
from generator.data import data_path
from generator.errors import Problem, UserError
from generator.phrasebank import Family, Phrase
from generator.slots import Gap, gaps

HEARD: Final = 12
"""Phrases of one group that are judged at a place: where a group holds more, the place and the seed say which."""


class Group(Struct, kw_only=True):
    """Phrases that hold under the same conditions, with what is asked of them at every place, worked out once.

    ``conditions`` is one of them with its gaps for a text; ``holds`` and ``lacks`` are to be looked for in the drafter's
    text with a line break before it. ``indexes`` begin with the one that the group is read from; later ones overrule it.
    """

    conditions: Phrase
    size: int
    number: int
    indexes: tuple[Index, ...]
    words: frozenset[str]
    gaps: tuple[Gap, ...]
    count: tuple[int, int] | None
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    whole: list[tuple[str, Phrase]] | None = None

    @classmethod
    def of(cls, shared: Phrase, *, size: int, number: int, indexes: tuple[Index, ...]) -> Group:
        """Make the group of the phrases that share these conditions."""
        found = gaps(shared.text)
        return cls(
            conditions=shared,
            size=size,
            number=number,
            indexes=indexes,
            words=frozenset(gap.word for gap in found),
            gaps=found,
            count=shared.count_range(),
            holds=tuple(map(_sought, shared.holds)),
            lacks=tuple(map(_sought, shared.lacks)),
        )

    @classmethod
    def alone(cls, name: str, phrase: Phrase) -> Group:
        """Make a group of one phrase that is in no index."""
        made = cls.of(phrase, size=1, number=0, indexes=())
        made.whole = [(name, phrase)]
        return made

    def heard(self, place: str) -> list[tuple[str, Phrase]]:
        """Give the phrases that are judged at a place: all of a small group, of a large one those that *place* draws."""
        if self.whole is not None:
            return self.whole
        start = ring_point(place) if self.size > HEARD else LOWEST
        index, *over = self.indexes
        found = index.members(self.number, start, HEARD)
        told = [entry for entry in found if not overruled(entry[0], over)]
        if self.size <= HEARD:
            self.whole = told
        return told


def _sought(word: str) -> str:
    """Give what to look for: ``^`` asks for the beginning of a line."""
    return f"\n{word[1:]}" if word.startswith("^") else word


class Bank:
    """Phrases by id and by role, families by id; nothing is read that is not asked for."""

    def __init__(self, indexes: tuple[Index, ...]) -> None:
        """Stack the indexes of folders, the weakest first."""
        self.indexes = indexes
        self._groups: dict[tuple[str, str], list[Group]] = {}
        self.phrases: Mapping[str, Phrase] = _Phrases(indexes)
        self.families: Mapping[str, Family] = {
            name: family for index in indexes for name, family in index.families.items()
        }

    @property
    def identity(self) -> str:
        """The hash of what the bank says, in hex: equal for equal content, however its files are written."""
        if len(self.indexes) == 1:
            return self.indexes[0].identity
        return hashlib.sha256("".join(index.identity for index in self.indexes).encode()).hexdigest()

    def groups(self, role: str, register: str) -> list[Group]:
        """Give the groups of phrases of a role that speak in a register; they are read once."""
        if (role, register) not in self._groups:
            self._groups[role, register] = [
                Group.of(shared, size=size, number=number, indexes=self.indexes[at:])
                for at, index in enumerate(self.indexes)
                for number, size, shared in index.groups(role, register)
            ]
        return self._groups[role, register]


class _Phrases(Mapping[str, Phrase]):
    """All phrases by id, read one by one."""

    def __init__(self, indexes: tuple[Index, ...]) -> None:
        self._indexes = indexes
        self._read: dict[str, Phrase | None] = {}

    def _find(self, name: object) -> Phrase | None:
        if not isinstance(name, str):
            return None
        if name not in self._read:
            found = (index.phrase(name) for index in reversed(self._indexes))
            self._read[name] = next((phrase for phrase in found if phrase is not None), None)
        return self._read[name]

    def __getitem__(self, name: str) -> Phrase:
        found = self._find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return self._find(name) is not None

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._all())

    def __len__(self) -> int:
        return self._indexes[0].size if len(self._indexes) == 1 else sum(1 for _ in self._all())

    def items(self) -> Iterator[tuple[str, Phrase]]:  # type: ignore[override]  # once through the files, not once a key
        return self._all()

    def values(self) -> Iterator[Phrase]:  # type: ignore[override]
        return (phrase for _, phrase in self._all())

    def _all(self) -> Iterator[tuple[str, Phrase]]:
        for at, index in enumerate(self._indexes):
            over = self._indexes[at + 1 :]
            yield from (entry for entry in index.phrases() if not overruled(entry[0], over))


def load_bank(*folders: Path) -> Bank:
    """Load the shipped bank and then *folders* over it. Raises UserError with every mistake of every file."""
    indexes: list[Index] = []
    problems: list[Problem] = []
    for folder in (data_path("phrasebank"), *folders):
        try:
            indexes.append(open_index(folder))
        except UserError as error:
            problems.extend(error.problems)
    if problems:
        raise UserError(problems)
    return Bank(tuple(indexes))
