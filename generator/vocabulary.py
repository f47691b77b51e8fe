"""The closed lists that words are checked against: slots, roles, fact kinds, hints, cue words.

Each list is one YAML file in ``phrasebank/vocabulary/``; a drafter changes wording there, not here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from generator.data import data_path

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
    role may occur in a speech (0: no limit); ``keep`` says that a speech too long does not shed it.
    """

    move: str
    meaning: str
    carries: tuple[str, ...] = ()
    most: int = 0
    keep: bool = False


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of fact. Kinds with ``given`` false are found by the tool and may not stand in a brief."""

    meaning: str
    given: bool
    cues: tuple[str, ...] = ()


class Grammar(Struct, frozen=True, forbid_unknown_fields=True):
    """Word lists that decide how a piece of the brief is joined into a sentence."""

    about: str
    verbs: tuple[str, ...]
    clause_marks: tuple[str, ...]
    campaigns: tuple[str, ...]
    self_sufficient: tuple[str, ...]
    continuers: tuple[str, ...]
    cut_before: tuple[str, ...]
    measure_words: tuple[str, ...]
    named_dates: dict[str, str]
    agenda: dict[str, str]
    repeatable_verbs: str
    agenda_nouns: tuple[str, ...]


def _read(name: str) -> Any:  # noqa: ANN401 - plain data is what msgspec takes
    path = data_path("phrasebank") / "vocabulary" / f"{name}.yml"
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def slots() -> Mapping[str, Slot]:
    """Give the slot vocabulary by name."""
    return msgspec.convert(_read("slots")["slots"], dict[str, Slot])


@cache
def roles() -> Mapping[str, Role]:
    """Give the roles by name."""
    return msgspec.convert(_read("roles")["roles"], dict[str, Role])


@cache
def kinds() -> Mapping[str, Kind]:
    """Give the kinds of fact by name, in the order in which they are guessed."""
    return msgspec.convert(_read("kinds")["kinds"], dict[str, Kind])


@cache
def hints() -> Mapping[str, str]:
    """Give what a blank says for each slot: the words after 待补."""
    return msgspec.convert(_read("hints")["hints"], dict[str, str])


@cache
def grammar() -> Grammar:
    """Give the word lists that joining leans on."""
    return msgspec.convert(_read("grammar"), Grammar)


@cache
def kind_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give (kind, pattern) for every kind that can be guessed, in order."""
    return tuple((name, re.compile("|".join(kind.cues))) for name, kind in kinds().items() if kind.cues)
