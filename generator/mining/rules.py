"""The miner's data files, read once and turned into compiled rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.decode import decode_text

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick


class _FurnitureFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    line_words: tuple[str, ...]
    lines: dict[str, tuple[str, ...]]
    ends: tuple[str, ...]
    inside_words: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]


class Furniture(Struct, frozen=True):
    """What is not text: patterns of whole lines, of lines after which nothing is text, and of pieces inside a line.

    ``line_words`` find a word that every such line of plain Chinese has, and ``inside_word`` one that every such piece has:
    most lines have none, and are told so fast.
    """

    line_words: AhoCorasick
    line: re.Pattern[str]
    end: re.Pattern[str]
    inside_word: re.Pattern[str]
    inside: re.Pattern[str]


def data_text(name: str) -> str:
    """Read the data file *name* of the miner."""
    return (resources.files("generator.mining") / "data" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def furniture() -> Furniture:
    """Load ``furniture.yml``."""
    from ahocorasick_rs import AhoCorasick

    found = decode_text(data_text("furniture.yml"), "furniture.yml", _FurnitureFile)
    return Furniture(
        line_words=AhoCorasick(found.line_words),
        line=_any(pattern for patterns in found.lines.values() for pattern in patterns),
        end=_any(found.ends),
        inside_word=_any(found.inside_words),
        inside=re.compile(
            rf"\s*(?:{_any(p for patterns in found.inside.values() for p in patterns).pattern})\s*", re.IGNORECASE
        ),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


class _OpenersFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    openers: tuple[str, ...]


class _ConfusionsFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    words: dict[str, str]
    verbs: tuple[str, ...]
    residues: dict[str, str]


@lru_cache(maxsize=1)
def openers() -> re.Pattern[str]:
    """Load the words that open a sentence after a heading without a line of its own (``openers.yml``), longest first."""
    words = decode_text(data_text("openers.yml"), "openers.yml", _OpenersFile).openers
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@lru_cache(maxsize=1)
def confusions() -> _ConfusionsFile:
    """Load ``confusions.yml``: what scanners misread, only where no other reading is possible."""
    return decode_text(data_text("confusions.yml"), "confusions.yml", _ConfusionsFile)


class _BodyNames(Struct, frozen=True, forbid_unknown_fields=True):
    before: tuple[str, ...]
    after: tuple[str, ...]


class AbstractionWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What ``abstraction.yml`` holds: the words that become slots, and the words that forbid taking a sentence."""

    about: str
    periods: tuple[str, ...]
    superiors: tuple[str, ...]
    thoughts: tuple[str, ...]
    chains: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]
    sayings: tuple[str, ...]
    dated: tuple[str, ...]
    facts: tuple[str, ...]
    bodies: _BodyNames
    honours: tuple[str, ...]
    measures: tuple[str, ...]
    most_figures: int
    longest: int
    shortest: int
    shortest_on_topic: int
    domains: dict[str, tuple[str, ...]]
    content: tuple[str, ...]
    region_frames: tuple[str, ...]
    never_regions: tuple[str, ...]
    dangling: tuple[str, ...]
    shortest_question: int
    general_words: int
    general_length: int


class RoleRule(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of ``roles.yml``: the role of a sentence for which all that is given holds."""

    role: str
    cues: tuple[str, ...] = ()
    level: int | None = None
    figures: bool | None = None


class _RolesFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    roles: dict[str, tuple[RoleRule, ...]]


class _PlacesFile(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    places: tuple[str, ...]
    never_in_names: str
    surnames: str
    not_places: tuple[str, ...]


@lru_cache(maxsize=1)
def abstraction() -> AbstractionWords:
    """Load ``abstraction.yml``."""
    return decode_text(data_text("abstraction.yml"), "abstraction.yml", AbstractionWords)


@lru_cache(maxsize=1)
def role_rules() -> dict[str, tuple[RoleRule, ...]]:
    """Load ``roles.yml``: move → rules, in order."""
    return decode_text(data_text("roles.yml"), "roles.yml", _RolesFile).roles


@lru_cache(maxsize=1)
def places() -> _PlacesFile:
    """Load ``places.yml``."""
    return decode_text(data_text("places.yml"), "places.yml", _PlacesFile)
