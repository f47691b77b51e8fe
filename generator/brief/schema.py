"""The brief (任务单) as frozen structs: what planning sees.

The names of the keys are contract (``docs/design.md``); ``generator.brief.keys`` pairs each attribute with its
Chinese name. Shorthands are already spelled out here: a plain string has become the struct it stands for, a single
string a tuple of one. Absent is ``None`` or an empty tuple, never an empty string. Text is the drafter's, character for
character.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Tone = Literal["严肃", "平实", "恳切", "鼓劲"]
HeadingShape = Literal["照要点", "动宾", "主谓", "四字"]
MainHeadings = Literal["接后半句", "照骨架"]
FactKind = Literal["事故", "暗访", "数据", "做法", "缺口", "案例"]
SeenAt = Literal["观摩", "发言", "身边"]
SectionName = Literal["形势", "典型", "成绩", "问题", "举措", "保障"]


class Length(Struct, frozen=True, kw_only=True):
    """篇幅. Minutes and characters, each as (least, most); a single number gives both ends."""

    minutes: tuple[float, float] | None = None
    characters: tuple[int, int] | None = None


class AgendaItem(Struct, frozen=True, kw_only=True):
    """议程. ``speech`` marks 本讲话; what stands above it has happened."""

    who: tuple[str, ...] = ()
    do: str | None = None
    about: str | None = None
    speech: bool = False


class Meeting(Struct, frozen=True, kw_only=True):
    """会议. ``short`` is what is said aloud."""

    name: str | None = None
    short: str | None = None
    time: str | None = None
    place: str | None = None
    form: str | None = None
    chair: str | None = None
    present: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    headcount: str | None = None
    tasks: tuple[str, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()


class Speaker(Struct, frozen=True, kw_only=True):
    """讲话人."""

    name: str | None = None
    post: str | None = None
    behalf: str | None = None


class Part(Struct, frozen=True, kw_only=True):
    """One entry of 骨架: a level-1 heading, or the sections it holds, or both."""

    title: str | None = None
    write: tuple[SectionName, ...] = ()


class Weight(Struct, frozen=True, kw_only=True):
    """One entry of 详略: exactly one of the three is set."""

    section: str
    grade: Literal["短", "中", "重"] | None = None
    minutes: float | None = None
    characters: int | None = None


class Wishes(Struct, frozen=True, kw_only=True):
    """要求: what the tool obeys; ``notes`` (交代) it repeats at the end as a list to tick off."""

    parts: tuple[Part, ...] = ()
    main_headings: MainHeadings = "接后半句"
    headings: HeadingShape = "照要点"
    tone: Tone | None = None
    weights: tuple[Weight, ...] = ()
    avoid: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Fact(Struct, frozen=True, kw_only=True):
    """A clause that can be read aloud. ``names`` (名单) are called to account, ``breakdown`` (明细) is any other."""

    say: str
    names: str | None = None
    breakdown: str | None = None
    because: str | None = None
    kind: FactKind | None = None
    unnamed: bool = False


class Duty(Struct, frozen=True, kw_only=True):
    """任务. A plain-string duty has only ``do`` and ``spoken``: it is read as it stands.

    ``in_charge``, ``lead`` and ``with_`` are the duty's own or, where it gives none of its own, inherited from its
    item; ``inherited`` says which.
    """

    do: str
    spoken: bool = False
    by: str | None = None
    why_then: str | None = None
    target: str | None = None
    how: tuple[str, ...] = ()
    check: str | None = None
    or_else: str | None = None
    in_charge: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()  # (role, who) in the drafter's order, e.g. ("包案", "东湾区政府")
    inherited: bool = False


class Item(Struct, frozen=True, kw_only=True):
    """One entry of the six sections, or of 分项 (which nests once)."""

    point: str | None = None
    heading: str | None = None
    id: str | None = None
    unit: str | None = None
    at: SeenAt | None = None  # 在, of 典型 only
    facts: tuple[Fact, ...] = ()
    cause: str | None = None
    praise: str | None = None
    unnamed: bool = False
    answers: tuple[str, ...] = ()  # 要点 or 编号 of problems, or ("全部",)
    continues: str | None = None
    against: str | None = None
    in_charge: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    parts: tuple[Item, ...] = ()
    duties: tuple[Duty, ...] = ()


class Verbatim(Struct, frozen=True, kw_only=True):
    """照录: ``at`` is a place (``问题/1``, ``开头``)."""

    at: str
    text: str


class Ending(Struct, frozen=True, kw_only=True):
    """结尾."""

    call: str | None = None
    echo: str | None = None


class Brief(Struct, frozen=True, kw_only=True):
    """任务单: one speech."""

    outline: str
    topic: str
    level: str
    title: str | None = None
    region: str | None = None
    period: str | None = None
    length: Length = Length()
    salutation: str | None = None
    meeting: Meeting | None = None
    speaker: Speaker | None = None
    wishes: Wishes = Wishes()
    basis: tuple[str, ...] = ()
    approved: str | None = None
    goals: tuple[str, ...] = ()
    situation: tuple[Item, ...] = ()
    models: tuple[Item, ...] = ()
    achievements: tuple[Item, ...] = ()
    problems: tuple[Item, ...] = ()
    measures: tuple[Item, ...] = ()
    safeguards: tuple[Item, ...] = ()
    thanks: str | None = None
    verbatim: tuple[Verbatim, ...] = ()
    ending: Ending = Ending()
    silence: tuple[str, ...] = ()

    def section(self, name: SectionName) -> tuple[Item, ...]:
        """Give the items of a section by its Chinese name."""
        sections: dict[str, tuple[Item, ...]] = {
            "形势": self.situation,
            "典型": self.models,
            "成绩": self.achievements,
            "问题": self.problems,
            "举措": self.measures,
            "保障": self.safeguards,
        }
        return sections[name]
