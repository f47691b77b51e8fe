"""What an item looks back to: the problems it answers (回应), the result it goes on from (接), the one it is held against (对照)."""

from __future__ import annotations

import re

from generator.brief.schema import Brief, Item
from generator.draft import Text
from generator.outline import FrontMatter
from generator.planning.facts import blamed, cue_text, duty_text
from generator.planning.figures import quoted
from generator.planning.text import join, said
from generator.slots import HAN
from generator.vocabulary import grammar

_MOST_NAMED = 4  # a longer list of units does not make the subject of a sentence
_SHORT_NAME = 2  # characters of a place name that cannot lose its last one
_ONE_BREATH = 24  # characters of problems that can be named before the measure against them
_NAMED = re.compile(rf"^(.*?(?:{HAN}|）))\d[\d.]*{HAN}*$")


def held_against(item: Item, brief: Brief) -> Item | None:
    """Give the achievement that a problem names in 对照."""
    return _achievement(item.against, brief)


def named_units(item: Item, place: str, front: FrontMatter) -> Text:
    """Give the units that an item names for something amiss, a span each; none where they are too many to speak to."""
    if "名单" in front.withhold:
        return ()
    units: dict[str, Text] = {}
    for number, fact in enumerate(item.facts, 1):
        for entry in blamed(fact).replace("，", "、").split("、"):
            found = _NAMED.match(entry)
            unit = found[1] if found else entry
            if unit and not unit.startswith(("其余", "其他")) and not unit.endswith(grammar().not_units):
                units.setdefault(unit, said(unit, f"{place}/事实/{number}"))
    if not units and item.unit and not item.unnamed:
        return said(item.unit, f"{place}/单位")
    return sum(units.values(), ()) if len(units) <= _MOST_NAMED else ()


def named_before(brief: Brief, number: int, named: Text, front: FrontMatter) -> Text:
    """Give those of the units *named* in the problem with this *number* that an earlier problem named too."""
    earlier = {
        span.text
        for at, problem in enumerate(brief.problems[: number - 1], 1)
        for span in named_units(problem, f"问题/{at}", front)
    }
    return tuple(unit for unit in named if unit.text in earlier)


def _achievement(name: str | None, brief: Brief) -> Item | None:
    """Give the achievement of that 要点 or 编号."""
    return next((other for other in brief.achievements if name and name in (other.point, other.id)), None)


def answered_points(item: Item, brief: Brief, place: str) -> Text:
    """Give the 要点 of the problems that a measure answers alone; one that others work at too is not its to speak of."""
    if item.answers in ((), ("全部",)):
        return ()
    if any(set(other.answers) & set(item.answers) for other in brief.measures if other is not item):
        return ()
    points = [p.point or "" for answer in item.answers for p in brief.problems if answer in (p.point, p.id)]
    if len("、".join(points)) > _ONE_BREATH:
        return ()  # 解决……、……、……的问题 is lost on those who hear it
    return join([said(point, f"{place}/回应") for point in points if point], "、")


def continued(item: Item, brief: Brief, place: str) -> Text:
    """Give the figure of the achievement that a measure goes on from (接) which one of its duties counts too."""
    before = _achievement(item.continues, brief)
    done = _done(cue_text(before), item) if before else ""
    return said(done, f"{place}/接") if done else ()


def model_followed(item: Item, brief: Brief) -> dict[str, Text]:
    """Give the model (典型) whose way the duties of a measure take up, and its name where they call it by that in quotation marks."""
    told = duty_text(item.duties)
    doing = [unit for duty in item.duties for unit in (*duty.in_charge, *duty.lead)]
    for number, model in enumerate(brief.models, 1):
        if not model.unit or any(unit in model.unit for unit in doing):
            continue  # nobody goes to look at what is his own
        place, name = f"典型/{number}", quoted(model.point or "")
        named = bool(name) and name in told
        if named or _follows(model.unit, told):
            return {"榜样": said(model.unit, f"{place}/单位"), "榜样法": said(name, f"{place}/要点") if named else ()}
    return {}


def _follows(unit: str, told: str) -> bool:
    """Whether a duty says to do as a unit does; 学清堰 means 清堰县."""
    called = unit[:-1] if len(unit) > _SHORT_NAME and unit.endswith(grammar().place_ends) else unit
    return any(f"{word}{called}" in told for word in grammar().follows)


def _done(told: str, item: Item) -> str:
    """Find the achieved figure that shares its measure word with what a duty still has to do: 86公里 for 剩余34公里老旧管网."""
    for duty in item.duties:
        for found in re.finditer(r"(?:剩余|剩下|余下|其余)的?\d[\d.]*(?:万|亿)?(\S{1,2})", duty.do):
            same = re.search(rf"(?<!计划)(?<!目标)(?<!任务)\d[\d.]*(?:万|亿)?{re.escape(found[1])}", told)
            if same:
                return same[0]
    return ""
