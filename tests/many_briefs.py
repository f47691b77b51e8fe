"""Briefs by the hundred, from a fixed seed: the examples' material, mixed over outlines, topics, levels and tones, keys left out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from generator.brief.reading import parse_brief
from generator.brief.schema import Brief
from generator.outline import shipped_outlines

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yml"))
TOPICS = [
    "安全生产",
    "乡村振兴",
    "基层治理",
    "优化营商环境",
    "生态环境保护",
    "党风廉政建设",
    "作风建设",
    "信访工作",
    "教育",
    "项目建设",
    "殡葬改革",
]
LEVELS = ["市", "区", "县", "乡镇", "街道", "局"]
TONES = ["严肃", "平实", "恳切", "鼓劲", None]
SECTIONS = ["形势", "典型", "成绩", "问题", "举措", "保障"]
_MUST = {"提纲", "主题", "层级"}
_CORE = {"要点", "说", "干什么", "谁", "做", "处", "文字", "标题", "单位", "在"}


def many(number: int, seed: int = 20260101) -> Iterator[Brief]:
    """Give *number* briefs, always the same ones."""
    chance = random.Random(seed)
    pool = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in EXAMPLES]
    outlines = [outline.front.id for outline in shipped_outlines()]
    for turn in range(number):
        brief = _lighter(deepcopy(chance.choice(pool)), chance, chance.choice([0.0, 0.15, 0.4]))
        brief |= {
            "提纲": outlines[turn % len(outlines)],
            "主题": TOPICS[turn % len(TOPICS)],
            "层级": LEVELS[turn % len(LEVELS)],
        }
        wishes = brief.setdefault("要求", {}) or {}
        wishes.pop("骨架", None)
        if tone := TONES[turn % len(TONES)]:
            wishes["语气"] = tone
        brief["要求"] = wishes
        _mend(brief)
        yield parse_brief(yaml.safe_dump(brief, allow_unicode=True, sort_keys=False), f"{turn}.yml")


def _lighter(value: Any, chance: random.Random, share: float) -> Any:
    """Leave out keys and entries at random, never one that the entry cannot do without."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k in _MUST | _CORE or chance.random() >= share}
        return {key: _lighter(entry, chance, share) for key, entry in kept.items()}
    if isinstance(value, list):
        return [_lighter(entry, chance, share) for entry in value if chance.random() >= share / 2] or value[:1]
    return value


def _mend(brief: dict[str, Any]) -> None:
    """Take away references to what has been left out."""
    names: dict[str, set[str]] = {
        section: {
            name
            for item in brief.get(section, ())
            if isinstance(item, dict)
            for name in (item.get("要点"), item.get("编号"))
            if name
        }
        | {item for item in brief.get(section, ()) if isinstance(item, str)}
        for section in SECTIONS
    }
    for section in SECTIONS:
        for item in brief.get(section, ()):
            if isinstance(item, dict):
                _drop(item, "回应", names["问题"] | {"全部"})
                _drop(item, "接", names["成绩"])
                _drop(item, "对照", names["成绩"])
    if "照录" in brief:
        brief["照录"] = [entry for entry in brief["照录"] if _there(brief, str(entry["处"]))]


def _drop(item: dict[str, Any], key: str, known: set[str]) -> None:
    given = item.get(key)
    listed = given if isinstance(given, list) else [given]
    if given is not None and not set(listed) <= known:
        del item[key]


def _there(brief: dict[str, Any], place: str) -> bool:
    """Whether a place such as 举措/2/任务/1 is left in the brief."""
    path = place.partition("#")[0].split("/")
    if path[0] in ("开头", "结尾"):
        return True
    inside: Any = brief
    for key, number in zip(path[::2], path[1::2], strict=True):
        listed = inside.get(key, ()) if isinstance(inside, dict) else ()
        if int(number) > len(listed):
            return False
        inside = listed[int(number) - 1]
    return True
