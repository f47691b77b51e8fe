"""Names that a report holds back, held back wherever they would let the list be read backwards."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from generator.brief.schema import Brief, Duty, Item
from generator.levels import Level
from generator.slots import HAN

_UNIT: Final = re.compile(rf"({HAN}{{2,}}?)(?=\d)")


def soften(brief: Brief, level: Level) -> Brief:
    """Write 有关县（区） for the units of any 名单 where a measure says who is in charge or has a role."""
    names = {name for item in brief.problems for fact in item.facts for name in _units(fact.names or "")}
    if not names:
        return brief
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = re.compile(f"(?:{listed})(?:、(?:{listed}))*")
    called = f"有关{level.below.removeprefix('各')}"

    def softer(text: str) -> str:
        return pattern.sub(called, text)

    def who(given: Duty | Item) -> dict[str, tuple[str, ...]]:
        return {key: tuple(map(softer, getattr(given, key))) for key in ("in_charge", "lead", "with_")}

    def of_duty(duty: Duty) -> Duty:
        return replace(
            duty,
            **who(duty),
            roles=tuple((role, softer(who)) for role, who in duty.roles),
        )

    def of_item(item: Item) -> Item:
        return replace(
            item,
            **who(item),
            duties=tuple(map(of_duty, item.duties)),
            parts=tuple(map(of_item, item.parts)),
        )

    return replace(
        brief, measures=tuple(map(of_item, brief.measures)), safeguards=tuple(map(of_item, brief.safeguards))
    )


def _units(names: str) -> list[str]:
    """Give the units of a 名单: 清源县7项、东湾区5项 gives 清源县 and 东湾区."""
    found = [_UNIT.match(entry) for entry in re.split("[、，；]", names)]
    return [match[1] for match in found if match and not match[1].startswith(("其余", "其他"))]
