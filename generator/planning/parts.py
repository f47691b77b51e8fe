"""Which level-1 parts a speech has, which sections each holds, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from zlib import crc32

from msgspec import Struct

from generator.bank import Bank
from generator.brief.schema import Brief, Part
from generator.draft import Text
from generator.errors import fail
from generator.outline import FrontMatter
from generator.phrasebank import Family, FamilyHeading, Phrase
from generator.planning.choose import fill
from generator.planning.items import heading_of, section_items
from generator.planning.scope import Scope
from generator.planning.text import blank, said
from generator.slots import literal
from generator.topics import concerns
from generator.vocabulary import grammar

_BY_IMPORTANCE = ("举措", "问题", "保障", "成绩", "典型", "形势")  # what is asked for tells more than what was
_FIRST_CHOICES = 5  # families of the outline's list among which the topic draws the first one
_LONGEST_TOPIC = 6  # a longer one does not fit into a heading
_LONGEST_WORD = 6  # a 骨架 word longer than this is a heading of its own


class PartAt(Struct, frozen=True):
    """A level-1 part to be written: its sections, its heading, its name in the preview.

    ``item`` is the place of the single item that the part is made of (``成绩/2``), "" otherwise.
    """

    sections: tuple[str, ...]
    heading: Text | None
    name: Text
    item: str = ""


class Layout(Struct, frozen=True):
    """The parts, the sections that stand in none of them, and the family whose lines may be spoken."""

    parts: tuple[PartAt, ...]
    tail: tuple[str, ...]
    family: Family | None = None
    family_id: str = ""


def lay_out(
    brief: Brief,
    front: FrontMatter,
    bank: Bank,
    present: frozenset[str],
    scope: Scope,
    seed: int,
    former: Mapping[str, int],
) -> Layout:
    """Group the sections into parts and give each its heading; families of *former* speeches come last.

    Raises UserError when 骨架 has a number of parts that the outline cannot make.
    """
    if _each(brief, front):
        return _each_item(brief, front, present)
    wishes = brief.wishes.parts
    groups = _groups(wishes, front, present)
    family_id, family = _family(groups, brief, front, bank, seed, former)
    parts = []
    for number, group in enumerate(groups):
        wish = wishes[number] if number < len(wishes) else Part()
        heading = _heading_for(group, family)
        parts.append(
            PartAt(
                tuple(section for section in group if section in present) or group,
                _title(wish, heading, family_id, number, front, scope),
                _name(wish, heading, number),
            )
        )
    grouped = {section for part in parts for section in part.sections}
    whole = (
        family if family and all(_speaks(wish, _heading_for(g, family)) for wish, g in _pairs(wishes, groups)) else None
    )
    return Layout(tuple(parts), _tail(front, present, grouped), whole, family_id if whole else "")


def _each(brief: Brief, front: FrontMatter) -> bool:
    if front.each is None:
        return False
    items = brief.section(front.each)  # type: ignore[arg-type]
    wishes = brief.wishes.parts
    if not front.parts and not items:
        return True
    if any(wish.write for wish in wishes) or (wishes and len(wishes) != len(items)):
        return False
    return bool(items) and (not front.parts or all(item.parts for item in items) or bool(wishes and not front.regroup))


def _each_item(brief: Brief, front: FrontMatter, present: frozenset[str]) -> Layout:
    section = front.each or ""
    parts = []
    for at in section_items(brief, front, section, headed=True):
        wish = brief.wishes.parts[at.number - 1].title if brief.wishes.parts and at.item else None
        heading = said(wish, f"要求/骨架/{at.number}") if wish else heading_of(at)
        parts.append(PartAt((section,), heading, heading if at.item else (), at.place))
    return Layout(tuple(parts), _tail(front, present, {section}))


def _tail(front: FrontMatter, present: frozenset[str], grouped: set[str]) -> tuple[str, ...]:
    opened = {step for paragraph in front.opening for step in paragraph}
    return tuple(
        section
        for section in front.sections
        if section in present and section not in grouped and not (section == "形势" and "situation" in opened)
    )


def _groups(wishes: tuple[Part, ...], front: FrontMatter, present: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    if wishes and all(wish.write for wish in wishes):
        return tuple(wish.write for wish in wishes)
    groupings = (front.parts, *front.regroup)
    if wishes:
        fitting = [grouping for grouping in groupings if len(grouping) == len(wishes)]
        if not fitting:
            counts = (
                "、".join(str(len(grouping)) for grouping in groupings if grouping) or f"和{front.each}的条数一样多的"
            )
            raise fail(
                "要求/骨架",
                f"骨架写了{len(wishes)}个部分，“{front.name}”分不出来",
                f"{counts}个部分，或每项写成 {{标题: …, 写: [成绩, 问题]}}",
                "增减骨架，或写明每个部分写哪几节",
            )
        best = max(fitting, key=lambda grouping: (_meant(wishes, grouping), len(present & set(chain(*grouping)))))
        return tuple(wish.write or group for wish, group in zip(wishes, best, strict=True))
    return tuple(group for group in front.parts if present & set(group))


def _meant(wishes: tuple[Part, ...], grouping: Sequence[Sequence[str]]) -> int:
    """Count the parts whose title names what the grouping puts there: 找准问题 over 问题."""
    words = grammar().section_words
    named = ((wish.title or "", group) for wish, group in zip(wishes, grouping, strict=True))
    return sum(any(word in title for section in group for word in words.get(section, ())) for title, group in named)


def _family(
    groups: tuple[tuple[str, ...], ...],
    brief: Brief,
    front: FrontMatter,
    bank: Bank,
    seed: int,
    former: Mapping[str, int],
) -> tuple[str, Family | None]:
    """Pick the family: it has a heading for every part, bears the drafter's words where she gave some, and none that she bars."""
    wishes = brief.wishes.parts
    if wishes and (brief.wishes.main_headings == "照骨架" or all(map(_whole, wishes))):
        return "", None
    fitting = [
        (name, family)
        for name, family in bank.families.items()
        if family.level == 1
        and front.register in family.register
        and (not family.outlines or front.id in family.outlines)
        and (not family.topics or concerns(brief.topic, family.topics))
        and len(family.headings) == len(groups)
        and len({heading.alone for group in groups if (heading := _heading_for(group, family))}) == len(groups)
        and all(_speaks(wish, _heading_for(group, family)) for wish, group in _pairs(wishes, groups))
        and not any(word in heading.alone for word in brief.wishes.avoid for heading in family.headings)
        and (len(brief.topic) <= _LONGEST_TOPIC or not any("{{主题" in heading.alone for heading in family.headings))
    ]
    names = _turned([f"headings/{name}" for name in front.families], bank, brief.topic)
    listed = [entry for name in names for entry in fitting if entry[0] == name]
    order = listed + [entry for entry in fitting if entry not in listed]
    fewest = min((former.get(name, 0) for name, _ in order), default=0)
    order = [entry for entry in order if former.get(entry[0], 0) == fewest]
    return order[seed % len(order)] if order else ("", None)


def _turned(names: list[str], bank: Bank, topic: str) -> list[str]:
    """Let the topic say which of an outline's families comes first, that two speeches do not share their headings.

    It draws among those made for the outline alone, where there are several, else among the first few.
    """
    made_for_it = [name for name in names if name in bank.families and bank.families[name].outlines]
    first = made_for_it if len(made_for_it) > 1 else names[:_FIRST_CHOICES]
    at = crc32(topic.encode()) % len(first) if first else 0
    return [*first[at:], *first[:at], *(name for name in names if name not in first)]


def _pairs(wishes: tuple[Part, ...], groups: tuple[tuple[str, ...], ...]) -> list[tuple[Part, tuple[str, ...]]]:
    return [(wishes[n] if n < len(wishes) else Part(), group) for n, group in enumerate(groups)]


def _heading_for(group: tuple[str, ...], family: Family | None) -> FamilyHeading | None:
    if family is None:
        return None
    main = next((name for name in _BY_IMPORTANCE if name in group), group[0])
    return next((heading for heading in family.headings if main in heading.sections), None)


def _whole(wish: Part) -> bool:
    """Whether the drafter's words are a heading as they stand: a clause with a comma, or too long to be a tag."""
    return wish.title is not None and ("，" in wish.title or len(wish.title) > _LONGEST_WORD)


def _speaks(wish: Part, heading: FamilyHeading | None) -> bool:
    if heading is None or _whole(wish):
        return False
    if wish.title is None:
        return True
    pairs = {wish.title[at : at + 2] for at in range(len(wish.title) - 1)}
    return heading.with_word is not None and not any(pair in literal(heading.with_word) for pair in pairs)


def _title(
    wish: Part, heading: FamilyHeading | None, family_id: str, number: int, front: FrontMatter, scope: Scope
) -> Text | None:
    place = f"要求/骨架/{number + 1}"
    if wish.title and (_whole(wish) or heading is None or heading.with_word is None):
        return said(wish.title, place)
    if heading is None:
        return blank(f"第{number + 1}部分的标题") if front.numbered else None
    inner = scope.within(place, {"骨架": said(wish.title, place)} if wish.title else {})
    pattern = heading.with_word if wish.title and heading.with_word else heading.alone
    return fill(Phrase(text=pattern, role="link", source="own"), family_id, inner)


def _name(wish: Part, heading: FamilyHeading | None, number: int) -> Text:
    if wish.title:
        return said(wish.title.split("，")[0], f"要求/骨架/{number + 1}")
    if heading and heading.name:
        return fill(Phrase(text=heading.name, role="link", source="own"), "headings", Scope({}, ""))
    return ()
