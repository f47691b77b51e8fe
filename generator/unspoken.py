"""What of the drafter's material does not stand in the draft: it must be nothing, or it must be named.

Everything in a brief is material except 提纲, 主题, 层级, 篇幅, 要求, 不查, what only refers (回应 接 对照 编号 类 在) and,
of 会议, what the genre does not say aloud.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generator.brief.keys import SECTIONS
from generator.brief.schema import Brief, Duty, Fact, Item
from generator.draft import Draft, plain
from generator.outline import FrontMatter
from generator.planning.dates import meeting_day
from generator.planning.facts import kinds_of
from generator.vocabulary import grammar

_SAME_OPENING = 5
_LOOSE = re.compile(r"[\s，。；：、！？|]")


class Unspoken(Struct, frozen=True):
    """A piece of material that is not in the draft; ``reason`` is empty when nothing explains it."""

    place: str
    text: str
    reason: str = ""


def unspoken(brief: Brief, draft: Draft, front: FrontMatter) -> tuple[Unspoken, ...]:
    """List the material that the draft lacks, in the order of the brief."""
    told = _LOOSE.sub("", plain(draft.spans()))
    missing = [(place, text, why) for place, text, why in _material(brief, front) if _LOOSE.sub("", text) not in told]
    return tuple(Unspoken(place, text, why) for place, text, why in missing)


def _material(brief: Brief, front: FrontMatter) -> Iterator[tuple[str, str, str]]:
    single = {
        "致谢": brief.thanks,
        "审定": brief.approved,
        "结尾/号召": brief.ending.call,
        "结尾/回扣": brief.ending.echo,
    }
    leaves_out = "通稿不说" if front.register == "通稿" else ""
    yield from ((f"依据/{n}", text, "") for n, text in enumerate(brief.basis, 1))
    yield from ((f"总目标/{n}", text, "") for n, text in enumerate(brief.goals, 1))
    yield from (
        (place, text, leaves_out if place.startswith(("致谢", "结尾")) else "")
        for place, text in single.items()
        if text
    )
    yield from ((f"照录/{n}", entry.text, leaves_out) for n, entry in enumerate(brief.verbatim, 1))
    yield from _meeting(brief, front)
    for section in SECTIONS:
        for number, item in enumerate(brief.section(section), 1):
            yield from item_material(f"{section}/{number}", item, front, unlabelled=unlabelled(brief, section))
            for inner, part in enumerate(item.parts, 1):
                yield from item_material(f"{section}/{number}/分项/{inner}", part, front)


def item_material(
    place: str, item: Item, front: FrontMatter, *, unlabelled: bool = False
) -> Iterator[tuple[str, str, str]]:
    """Go through the words of an item, less its 分项: (place, text, why the genre leaves it out or "").

    *unlabelled* says that its 要点 may go unspoken as its neighbours' do.
    """
    yield from _item(place, item, front, unlabelled=unlabelled)
    for number, fact in enumerate(item.facts, 1):
        yield from _fact(f"{place}/事实/{number}", fact, front)
    for number, duty in enumerate(item.duties, 1):
        yield from _duty(f"{place}/任务/{number}", duty)


def _meeting(brief: Brief, front: FrontMatter) -> Iterator[tuple[str, str, str]]:
    meeting = brief.meeting
    if meeting is None:
        return
    if meeting.time and not meeting_day(meeting.time):
        yield "会议/时间", meeting.time, ""  # no day that could stand in the date line
    yield from (
        (f"会议/任务/{n}", task, "" if front.register == "讲话" else "这种文体不说")
        for n, task in enumerate(meeting.tasks, 1)
    )
    if front.register == "通稿":
        said = {
            "名称": meeting.name,
            "地点": meeting.place,
            "形式": meeting.form,
            "主持": meeting.chair,
            "人数": meeting.headcount,
        }
        yield from ((f"会议/{key}", text, "") for key, text in said.items() if text)
        yield from ((f"会议/出席/{n}", who, "") for n, who in enumerate(meeting.present, 1))
        yield from ((f"会议/听众/{n}", who, "") for n, who in enumerate(meeting.audience, 1))


def _item(place: str, item: Item, front: FrontMatter, *, unlabelled: bool) -> Iterator[tuple[str, str, str]]:
    named = "不点名" if item.unnamed else "名单不公开" if "名单" in front.withhold and place.startswith("问题") else ""
    pieces = {"标题": item.heading, "原因": item.cause, "评价": item.praise}
    yield from ((f"{place}/{key}", text, "") for key, text in pieces.items() if text)
    if item.point:
        yield (
            f"{place}/要点",
            item.point,
            _label(place, item, front) or ("别的条名字事实里已说，各条都不念名字" if unlabelled else ""),
        )
    if item.unit:
        yield f"{place}/单位", item.unit, named
    for key, units in (("负责", item.in_charge), ("牵头", item.lead), ("配合", item.with_)):
        yield from ((f"{place}/{key}", unit, "") for unit in units if unit != grammar().we)


def told_by_fact(item: Item) -> bool:
    """Whether the first fact opens with the words of the 要点, or says them all in their order: saying both would say it twice.

    Of a model (典型) four characters in common are enough: its 要点 is a label.
    """
    point, fact = item.point or "", item.facts[0].say if item.facts else ""
    if len(point) >= _SAME_OPENING and fact.startswith(point[:_SAME_OPENING]):
        return True
    letters = iter(fact)
    if len(point) >= _SAME_OPENING and all(letter in letters for letter in point):
        return True  # 数据重复填: 数据要在4个系统里重复填
    return item.at is not None and any(point[at : at + 4] in fact for at in range(len(point) - 3))


def unlabelled(brief: Brief, section: str) -> bool:
    """Whether a row of achievements is told without their 要点: a third say their own in their fact, and a row has one shape."""
    items = brief.achievements if section == "成绩" else ()
    bare = all(item.facts and not item.heading and not any(map(str.isdigit, item.point or "")) for item in items)
    return bare and 0 < len(items) <= 3 * sum(map(told_by_fact, items))


def _label(place: str, item: Item, front: FrontMatter) -> str:
    """Say why a 要点 need not be spoken: it only names what stands in its place anyway."""
    if any(char.isdigit() for char in item.point or ""):
        return ""
    if item.heading:
        return "由标题代替"
    if told_by_fact(item):
        return "事实里已说"
    return "只作条目的名字" if item.facts and place.startswith("形势") and front.register == "交流" else ""


def _fact(place: str, fact: Fact, front: FrontMatter) -> Iterator[tuple[str, str, str]]:
    kinds = sorted(kinds_of(fact) & front.withheld(place.split("/", 1)[0]))
    reason = f"这种文体不说{'、'.join(kinds)}" if kinds else ""
    yield place, fact.say, reason
    if fact.names:
        yield f"{place}/名单", fact.names, "名单不公开" if "名单" in front.withhold else reason
    if fact.breakdown:
        yield f"{place}/明细", fact.breakdown, reason
    if fact.because:
        yield f"{place}/因", fact.because, "原因不公开" if "因" in front.withhold else reason


def _duty(place: str, duty: Duty) -> Iterator[tuple[str, str, str]]:
    single = {
        "干什么": duty.do,
        "时限": duty.by,
        "缘由": duty.why_then,
        "目标": duty.target,
        "督办": duty.check,
        "后果": duty.or_else,
    }
    yield from ((f"{place}/{key}", text, "") for key, text in single.items() if text)
    yield from ((f"{place}/办法/{n}", way, "") for n, way in enumerate(duty.how, 1))
    for key, units in (("负责", duty.in_charge), ("牵头", duty.lead), ("配合", duty.with_)):
        yield from ((f"{place}/{key}", unit, "") for unit in units if not duty.inherited)
    for role, who in duty.roles:
        yield f"{place}/责任", who, ""
        yield f"{place}/责任", role, ""
