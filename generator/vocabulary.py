"""The closed lists that words are checked against: slots, roles, fact kinds, hints, cue words.

Each list is one YAML file in ``phrasebank/vocabulary/``; a drafter changes wording there, not here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator.data import data_path, read_data

T = TypeVar("T")

MOVES = ("opening", "significance", "achievements", "shortcomings", "measures", "closing", "transition")
MOVE_NAMES = dict(zip(MOVES, ("开头", "意义", "成绩", "问题", "举措", "结尾", "过渡"), strict=True))
REGISTERS = ("讲话", "通稿", "研讨", "交流")
SECTIONS = ("形势", "典型", "成绩", "问题", "举措", "保障")


class Slot(Struct, frozen=True, forbid_unknown_fields=True):
    """One name that may stand in ``{{…}}``."""

    meaning: str
    example: str
    filled: str


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """What a sentence does in its paragraph.

    ``carries`` names the slots that a phrase of this role must hold when the brief gives them; ``most`` is how often the
    role may occur in a speech (0: no limit); ``keep`` says that a speech too long does not shed it; ``judges``
    that it goes beyond the brief (断语).
    """

    move: str
    meaning: str
    carries: tuple[str, ...] = ()
    most: int = 0
    keep: bool = False
    judges: bool = False


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of fact. Kinds with ``given`` false are found by the tool and may not stand in a brief."""

    meaning: str
    given: bool
    cues: tuple[str, ...] = ()


class _Slots(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    slots: dict[str, Slot]


class _Roles(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    roles: dict[str, Role]


class _Kinds(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    kinds: dict[str, Kind]


class _Hints(Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    hints: dict[str, str]


class Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists that decide how a piece of the brief is joined into a sentence."""

    about: str
    verbs: tuple[str, ...]
    not_verbs: tuple[str, ...]
    closing: tuple[str, ...]
    closes: str
    rest: str
    we: str
    those_above: str
    later_days: str
    without_subject: tuple[str, ...]
    role_nouns: tuple[str, ...]
    does: str
    follows: tuple[str, ...]
    place_ends: tuple[str, ...]
    checking: tuple[str, ...]
    clause_marks: tuple[str, ...]
    campaigns: tuple[str, ...]
    comparing: tuple[str, ...]
    self_sufficient: tuple[str, ...]
    continuers: tuple[str, ...]
    points_back: tuple[str, ...]
    cut_before: tuple[str, ...]
    measure_words: tuple[str, ...]
    named_dates: dict[str, str]
    agenda: tuple[dict[str, str], ...]
    spoke: dict[str, str]
    took_the_floor: tuple[str, ...]
    people: tuple[str, ...]
    called_together: tuple[str, ...]
    each_of: str
    tracking: tuple[str, ...]
    sampling: tuple[str, ...]
    responsibility: tuple[str, ...]
    wants_days: tuple[str, ...]
    whole: tuple[str, ...]
    repeatable_verbs: str
    names_lead: str
    calendar_leads: tuple[str, ...]
    gatherings: tuple[str, ...]
    spirit: str
    part_of_year: tuple[str, ...]
    against_slogans: tuple[str, ...]
    section_words: Mapping[str, tuple[str, ...]]
    looks_at: str
    not_units: tuple[str, ...]
    amiss: tuple[str, ...]
    visiting: tuple[str, ...]
    visitors: dict[str, str]
    method_starts: tuple[str, ...]
    change_marks: tuple[str, ...]
    agenda_nouns: tuple[str, ...]
    in_person: tuple[str, ...]
    deputy: str
    called_after_posts: tuple[str, ...]


def vocabulary_files() -> tuple[Path, ...]:
    """Give the files of the lists."""
    return tuple(sorted(data_path("phrasebank", "vocabulary").glob("*.yml")))


def _read(name: str, shape: type[T]) -> T:
    return read_data(data_path("phrasebank", "vocabulary", f"{name}.yml"), shape)


@cache
def slots() -> Mapping[str, Slot]:
    """Give the slot vocabulary by name."""
    return _read("slots", _Slots).slots


@cache
def roles() -> Mapping[str, Role]:
    """Give the roles by name."""
    return _read("roles", _Roles).roles


@cache
def said_once() -> frozenset[str]:
    """Give the slots whose value is said once in a speech: those that a once-only role carries."""
    return frozenset(name for role in roles().values() if role.most == 1 for name in role.carries)


@cache
def kinds() -> Mapping[str, Kind]:
    """Give the kinds of fact by name, in the order in which they are guessed."""
    return _read("kinds", _Kinds).kinds


@cache
def hints() -> Mapping[str, str]:
    """Give what a blank says for each slot: the words after 待补."""
    return _read("hints", _Hints).hints


@cache
def grammar() -> Grammar:
    """Give the word lists that joining leans on."""
    return _read("grammar", Grammar)


@cache
def kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give (kind, pattern) for every kind that can be guessed, in order."""
    return tuple((name, re.compile("|".join(kind.cues))) for name, kind in kinds().items() if kind.cues)
