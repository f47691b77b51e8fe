"""What the leader says himself (照录): word for word, at the place that the brief gives it."""

from __future__ import annotations

from generator.brief.schema import Brief, Verbatim
from generator.planning.echoes import behind_place
from generator.planning.plan import KEEP, Paragraph, Sentence
from generator.planning.text import ended, said


def with_verbatim(brief: Brief, place: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Add what is to be spoken word for word at *place*: one sentence joins in, several lines stand alone."""
    for number, entry in enumerate(brief.verbatim, 1):
        near = _place_of(entry)
        if _item_of(near) != place:
            continue
        lines = [line.strip() for line in entry.text.splitlines() if line.strip()]
        spoken = [Sentence(ended(said(line, f"照录/{number}")), KEEP, "照录") for line in lines]
        if len(spoken) == 1 and paragraphs:
            last = paragraphs[-1]
            joined = (*last, *spoken) if near == place else tuple(behind_place(last, near, spoken[0]))
            paragraphs = [*paragraphs[:-1], joined]
        else:
            paragraphs = [*paragraphs, *((line,) for line in spoken)]
    return paragraphs


def says_himself(brief: Brief, place: str) -> bool:
    """Whether there are words of the leader's own at an item, or at one of a section."""
    return any(f"{_item_of(_place_of(entry))}/".startswith(f"{place}/") for entry in brief.verbatim)


def _place_of(entry: Verbatim) -> str:
    """Give the place that a 处 names, without its count: 问题/4 for 问题/4#2."""
    return entry.at.partition("#")[0]


def _item_of(place: str) -> str:
    """Give the item that a place lies in: 举措/2 for 举措/2/任务/1."""
    return "/".join(place.split("/")[:2])
