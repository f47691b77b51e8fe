"""What planning decides: which sentence stands where. An outline arranges a plan; it never changes it."""

from __future__ import annotations

from msgspec import Struct

from generator.draft import Text
from generator.phrasebank import Phrase
from generator.planning.scope import Scope
from generator.planning.text import length

KEEP = float("inf")


class Rival(Struct, frozen=True):
    """A phrase that was admitted at a place, with its score there."""

    score: float
    name: str
    phrase: Phrase


class Choice(Struct, frozen=True):
    """Why a sentence stands where it stands: the phrase chosen, and all that were admitted, best first."""

    name: str
    place: str
    role: str
    text: Text
    score: float
    rivals: tuple[Rival, ...]
    scope: Scope


class Sentence(Struct, frozen=True):
    """A sentence of the plan. ``weight`` says how much it is missed: ``KEEP`` where it carries the drafter's material."""

    text: Text
    weight: float = KEEP
    section: str = ""

    @property
    def size(self) -> int:
        """Its length in characters."""
        return length(self.text)


Paragraph = tuple[Sentence, ...]


class PlannedItem(Struct, frozen=True):
    """An item of a part: a heading and its paragraphs, or one entry of a 一是 list when ``listed``."""

    heading: Text
    paragraphs: tuple[Paragraph, ...]
    listed: bool = False
    parts: tuple[PlannedItem, ...] = ()


class PlannedPart(Struct, frozen=True):
    """A level-1 part: heading (None in a report without sub-headings), lead paragraphs, items, closing paragraphs."""

    heading: Text | None
    sections: tuple[str, ...]
    lead: tuple[Paragraph, ...] = ()
    items: tuple[PlannedItem, ...] = ()
    close: tuple[Paragraph, ...] = ()


class Plan(Struct, frozen=True):
    """A whole speech, before an outline arranges it."""

    title: Text
    date: Text | None
    speaker: Text | None
    salutation: Text | None
    opening: tuple[Paragraph, ...]
    parts: tuple[PlannedPart, ...]
    ending: tuple[Paragraph, ...]
    source: Text | None
    choices: tuple[Choice, ...] = ()
