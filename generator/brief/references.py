"""What in a brief names something else in it: 回应, 接, 对照 and 照录.处, checked once everything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from msgspec import Struct, field

from generator.brief.keys import ALL_PROBLEMS, SECTIONS, Key
from generator.brief.mistakes import Mistakes, short
from generator.brief.places import places
from generator.brief.schema import Brief
from generator.errors import Where, nearest

TARGETS: Final[dict[str, str]] = {"answers": "问题", "continues": "成绩", "against": "成绩"}
"""Attribute of an item -> the section whose 要点 or 编号 it names."""
_SHOWN: Final = 6  # names listed in a message when none is near

Trail: TypeAlias = tuple[str, ...]


class _Name(Struct, frozen=True):
    section: str
    trail: Trail  # () for an item of the section, else the number of the item around it
    key: str  # 要点 or 编号
    text: str
    where: Where


class _Reference(Struct, frozen=True):
    key: Key
    text: str
    where: Where


class Links(Struct):
    """Names and references in the order in which they were read."""

    names: list[_Name] = field(default_factory=list)
    references: list[_Reference] = field(default_factory=list)
    places: list[tuple[str, Where]] = field(default_factory=list)

    def name(self, section: str, trail: Trail, key: str, text: str, where: Where) -> None:
        """Keep the 要点 or 编号 of an item."""
        self.names.append(_Name(section, trail, key, text, where))

    def extend(self, others: Links) -> None:
        """Keep what other links hold too."""
        self.names += others.names
        self.references += others.references
        self.places += others.places

    def refer(self, key: Key, given: Iterable[tuple[str, Where]]) -> None:
        """Keep what a 回应, 接 or 对照 names."""
        self.references.extend(_Reference(key, text, where) for text, where in given)


def check(brief: Brief, links: Links, mistakes: Mistakes) -> None:
    """Note names given twice, references that name nothing or two things, and places that do not exist."""
    _check_names(links, mistakes)
    for reference in links.references:
        if not (reference.key.attribute == "answers" and reference.text == ALL_PROBLEMS):
            _check_reference(reference, links, mistakes)
    known = [place for place, _ in places(brief)]
    for place, where in links.places:
        _check_place(place, where, known, mistakes)


def _check_names(links: Links, mistakes: Mistakes) -> None:
    first: dict[tuple[str, Trail, str, str], _Name] = {}
    for name in links.names:
        earlier = first.setdefault((name.section, name.trail, name.key, name.text), name)
        if earlier is not name:
            wrong = f"“{name.section}”里有两个{name.key}都是“{short(name.text)}”（另一个在第{earlier.where.line}行）"
            mistakes.add(name.where, wrong, f"不同的{name.key}", "改一个，或把两条合并")


def _check_reference(reference: _Reference, links: Links, mistakes: Mistakes) -> None:
    target, label = TARGETS[reference.key.attribute], reference.key.name
    wrong = f"“{label}”写的“{short(reference.text)}”"
    found = {(name.trail, name.where) for name in links.names if (name.section, name.text) == (target, reference.text)}
    if found:
        if len({trail for trail, _ in found}) > 1:
            mistakes.add(reference.where, f"{wrong}不止一条", f"{target}里的一条", "给那一条加“编号”，这里写编号")
        return
    named = [name.text for name in links.names if name.section == target]
    if not named:
        mistakes.add(
            reference.where,
            f"{wrong}找不到：没有“{target}”",
            f"{target}里的要点或编号",
            f"先写“{target}”，或删去“{label}”",
        )
        return
    pieces = [piece.strip() for piece in re.split("[，,、；;]", reference.text)]
    if len(pieces) > 1 and all(piece in named for piece in pieces):
        listed = f"[{', '.join(pieces)}]"
        mistakes.add(reference.where, f"{wrong}是几条连在一起", "一条一项的列表", f"写成 {listed}，逗号用半角")
        return
    elsewhere = next((name.section for name in links.names if name.text == reference.text), None)
    if elsewhere:
        mistakes.add(reference.where, f"{wrong}是“{elsewhere}”里的", f"{target}里的要点或编号", f"改写{target}里的一条")
        return
    near = nearest(reference.text, named)
    expected = f"“{near}”" if near else f"{target}里的要点或编号：{'、'.join(named[:_SHOWN])}"
    mistakes.add(reference.where, f"{wrong}在“{target}”里找不到", expected, "照抄那一条的要点，或写它的编号")


def _check_place(place: str, where: Where, known: list[str], mistakes: Mistakes) -> None:
    bare = re.sub("#[1-9][0-9]*$", "", place)
    if bare in known:
        return
    wrong = f"“处”写的“{short(place)}”，任务单里没有这个地方"
    if bare in SECTIONS:
        mistakes.add(where, f"“处”只写了“{bare}”", f"第几条，如“{bare}/1”", "补上“/”和条数")
        return
    near = nearest(bare, known)
    expected = f"“{near}”" if near else "开头、问题/1、举措/2/任务/3、结尾 之类"
    mistakes.add(where, wrong, expected, "数一数是第几条，写成“节/条数”")
