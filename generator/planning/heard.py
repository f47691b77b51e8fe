"""Units heard before at this meeting - they spoke, or were praised - that a problem names again: what ties the two together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.brief.schema import Brief, Item
from generator.draft import Text
from generator.planning.text import join, said
from generator.vocabulary import grammar

_PRAISED = "样板单位"
HEARD = ("检讨单位", "表态单位", "经验单位", _PRAISED)
"""The slots of those heard before."""


def heard_before(brief: Brief, number: int, named: Text) -> dict[str, Text]:
    """Give, by slot, the units heard before that the problem with this *number* is the first to name.

    A unit that spoke is in the slot of what it did (检讨单位, 表态单位, 经验单位); one only praised is in 样板单位, and counts for the one
    of the *named* that it belongs to (溪桥县工业园 for 溪桥县).
    """
    units = [span.text for span in named if span.origin.kind == "brief"]
    here, earlier = _told(brief.problems[number - 1]), "".join(map(_told, brief.problems[: number - 1]))
    found: dict[str, list[Text]] = {}
    seen: set[str] = set()
    for slot, who, place in _heard(brief):
        unit = next((unit for unit in units if slot == _PRAISED and who.startswith(unit)), who)
        if unit in here and unit not in earlier and unit not in seen:
            seen.add(unit)
            found.setdefault(slot, []).append(said(unit, place))
    return {slot: join(units, "、") for slot, units in found.items()}


def _heard(brief: Brief) -> Iterator[tuple[str, str, str]]:
    """Go through those who have spoken, then those praised: slot, unit, place in the brief."""
    agenda = brief.meeting.agenda if brief.meeting else ()
    for number, entry in enumerate(agenda, 1):
        if entry.speech:
            break
        slot = next((slot for word, slot in grammar().spoke.items() if word in (entry.do or "")), None)
        yield from ((slot, unit, f"会议/议程/{number}/谁") for unit in entry.who if slot)
    for number, item in enumerate(brief.models, 1):
        if item.unit:
            yield _PRAISED, item.unit, f"典型/{number}/单位"


def _told(problem: Item) -> str:
    """Give the words in which a problem may name units: those of its facts, but for facts that name nobody."""
    facts = () if problem.unnamed else (fact for fact in problem.facts if not fact.unnamed)
    return "\n".join(word for fact in facts for word in (fact.say, fact.names) if word)
