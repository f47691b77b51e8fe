"""Single values of a brief: text, choices, switches, numbers. None means that a mistake was noted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.brief.keys import GRADES, LEVEL_WORDS, WEIGHTED, Key
from generator.brief.mistakes import Mistakes, short
from generator.brief.schema import Weight
from generator.errors import Where, nearest
from generator.levels import levels
from generator.source import Node, Scalar

_MARKS: Final = "。；;，,、：:！!."
YES: Final = ("是", "true", "True", "TRUE", "yes", "Yes", "YES")
NO: Final = ("否", "false", "False", "FALSE", "no", "No", "NO")
_RANGE: Final = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:-|－|–|—|~|～|至|到)\s*(\d+(?:\.\d+)?))?\s*(分钟|字)?", re.ASCII)
_THANKED: Final = ("感谢", "谢谢", "致敬", "道一声", "辛苦了", "我代表")
_MOST: Final = {"分钟": 600.0, "字": 100_000.0}


def text(node: Node, mistakes: Mistakes, *, lines: bool = False) -> str | None:
    """Read text as it was written, without the blanks around it; only *lines* may hold line breaks."""
    if not isinstance(node, Scalar):
        mistakes.wrong_type(node, "一句文字", "写成一句；几项的用“、”连起来")
        return None
    value = node.value.strip("\n") if lines else node.value.strip()
    if not value.strip() or node.null:
        mistakes.add(node.where, "这里是空的", "文字", "补上文字；没有的，连键一起删去")
        return None
    if "\n" in value and not lines:
        mistakes.add(node.where, "这里写了几行", "一行文字", "并成一行，或拆成几项")
        return None
    return value


def clause(node: Node, mistakes: Mistakes) -> str | None:
    """Read text that the tool sets its own marks around, so it may not end in one (？ excepted)."""
    value = text(node, mistakes)
    if value and value[-1] in _MARKS:
        wrong = f"“{short(value[-12:], 12)}”末尾有标点“{value[-1]}”"
        mistakes.add(node.where, wrong, "句末没有标点的文字（问号除外）", f"删去末尾的“{value[-1]}”，标点由程序加")
        return None
    return value


def people(value: str | None, node: Node, mistakes: Mistakes) -> str | None:
    """Let a run of people pass; a sentence that thanks them already would thank twice."""
    found = next((word for word in _THANKED if word in (value or "")), None)
    if found is None:
        return value
    mistakes.add(
        node.where,
        f"致谢里写了“{found}”",
        "要感谢的人，如：坚守在一线的同志们",
        f"只写人，删去“{found}”这样的话，由程序说",
    )
    return None


def choice(node: Node, choices: Iterable[str], mistakes: Mistakes, what: str) -> str | None:
    """Read one of a closed list of words."""
    value = text(node, mistakes)
    allowed = tuple(choices)
    if value is None or value in allowed:
        return value
    near = nearest(value, allowed)
    mend = f"把“{short(value)}”改成“{near}”" if near else "改成其中的一个"
    mistakes.add(node.where, f"“{what}”没有“{short(value)}”这一种", "、".join(allowed), mend)
    return None


def level(node: Node, mistakes: Mistakes) -> str | None:
    """Read a level; give its name in the table."""
    if isinstance(node, Scalar) and node.value.strip() in LEVEL_WORDS:
        return LEVEL_WORDS[node.value.strip()]
    return choice(node, levels(), mistakes, "层级")


def flag(node: Node, key: Key, mistakes: Mistakes) -> bool | None:
    """Read 是 or 否 (true, yes …)."""
    value = text(node, mistakes)
    if value is None or value in YES:
        return None if value is None else True
    if value in NO:
        return False
    mistakes.add(node.where, f"“{key.name}”写成了“{short(value)}”", "是 或 否", "写“是”；不需要的删去这个键")
    return None


def span(node: Node, unit: str, mistakes: Mistakes) -> tuple[float, float] | None:
    """Read ``15``, ``6-7`` or ``15分钟`` (*unit* is 分钟 or 字) as (least, most)."""
    value = text(node, mistakes)
    if value is None:
        return None
    found = _RANGE.fullmatch(value)
    if found and found[3] in (None, unit):
        least = float(found[1])
        most = float(found[2] or found[1])
        if 0 < least <= most <= _MOST[unit] and (unit == "分钟" or (least.is_integer() and most.is_integer())):
            return least, most
    example = "15 或 6-7" if unit == "分钟" else "3000 或 3000-3300"
    mistakes.add(node.where, f"看不懂“{short(value)}”", f"{unit}的数，如 {example}", "只写数字，小的在前")
    return None


def weight(name: str, node: Node, where: Where, mistakes: Mistakes) -> Weight | None:
    """Read one entry of 详略: the name of a section and 短, 中, 重, minutes or characters."""
    chinese = {english: chinese for chinese, english in WEIGHTED.items()}
    section = chinese.get(name, name)
    if section not in WEIGHTED:
        near = nearest(section, WEIGHTED)
        mend = f"把“{name}”改成“{near}”" if near else "改成其中的一个"
        mistakes.add(where, f"详略里没有“{short(name)}”", "、".join(WEIGHTED), mend)
        return None
    value = text(node, mistakes)
    if value is None:
        return None
    for grade in GRADES:
        if value == grade:
            return Weight(section=section, grade=grade)
    found = _RANGE.fullmatch(value)
    if found and not found[2] and found[3] == "分钟" and 0 < float(found[1]) <= _MOST["分钟"]:
        return Weight(section=section, minutes=float(found[1]))
    if found and not found[2] and found[3] == "字" and found[1].isdecimal() and 0 < int(found[1]) <= _MOST["字"]:
        return Weight(section=section, characters=int(found[1]))
    mistakes.add(node.where, f"看不懂详略“{short(value)}”", "短、中、重，或 1分钟、300字", "改成其中的一种")
    return None
