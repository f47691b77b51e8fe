"""The bank (语料库): compiled folders of phrases and heading families, stacked; a later folder's phrase of an id wins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.bank_index import Group, Index, open_index
from generator.data import data_path
from generator.errors import Problem, UserError
from generator.phrasebank import Family, Phrase

HEARD: Final = 12
"""Phrases of one group that are judged at a place: where a group holds more, the place and the seed say which."""


class Bank:
    """Phrases by id and by role, families by id; nothing is read that is not asked for."""

    def __init__(self, indexes: tuple[Index, ...]) -> None:
        """Stack the indexes of folders, the weakest first."""
        self.indexes = indexes
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

    def groups(self, role: str) -> list[tuple[Index, Group]]:
        """Give the groups of phrases of a role, with the index that holds each."""
        return [(index, group) for index in self.indexes for group in index.groups(role)]

    def members(self, index: Index, group: Group, start: int) -> list[tuple[str, Phrase]]:
        """Give the phrases of a group that are heard from the point *start* on its ring, overruled ones left out."""
        over = self.indexes[self.indexes.index(index) + 1 :]
        found = index.members(group, start, HEARD)
        return [entry for entry in found if not any(each.phrase(entry[0]) for each in over)]


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
            yield from (entry for entry in index.phrases() if not any(each.phrase(entry[0]) for each in over))


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
