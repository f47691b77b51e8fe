"""Where a unit stands in its document: what opens and closes a speech, and what may come in between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.mining.units import Unit

PLACES: Final = {
    "title": "标题", "head_line": "标题下的一行", "salutation": "称谓", "before_first_heading": "第一个标题之前",
    "first_tenth": "开头一成", "last_tenth": "最后一成", "middle": "中间", "last_paragraph": "最后一段",
    "after_call": "结尾号召之后",
}  # fmt: skip
_LONGEST_START: Final = 10  # units before the first part that still may open the speech
_FIRST_UNITS, _LAST_UNITS = 4, 4  # what may open and close a text without headings
_ANNOUNCES: Final = re.compile(
    "(?:下面|现在|在此|这里).{0,30}(?:讲|谈|提|强调|汇报|报告|说)|(?:讲|谈|提|强调)[几两三四五六]点"
)


def places(units: Sequence[Unit], *, spoken: bool, broken: bool) -> Iterator[list[str]]:
    """Name the places that count for each unit; a report (not *spoken*) puts its moves in any order."""
    count = len(units)
    first_heading = _start_length(units)
    last_paragraph = units[-1].paragraph if units else 0
    called = False
    for at, unit in enumerate(units):
        if unit.kind in ("title", "line", "salutation") and at < max(first_heading, 8):
            yield [{"title": "title", "line": "head_line"}.get(unit.kind, "salutation")]
            continue
        names: list[str] = []
        if not spoken:
            yield names
            continue
        late = at >= count - max(_LAST_UNITS, count * 0.1) and at > count / 2 and not broken
        if at < first_heading:
            names.append("before_first_heading")
        elif at >= count / 10:
            names.append("last_tenth" if late else "middle")
        if at < count / 10:
            names.append("first_tenth")
        if unit.paragraph == last_paragraph and not broken and count > 8 and at > count / 2 and unit.level == 0:
            names.append("last_paragraph")
        if at >= count * 0.8 and unit.level == 0 and unit.first and _CALL.match(unit.text):
            called = True
        if unit.level in (1, 2):
            called = False
        if called:
            names.append("after_call")
        yield names


class _Call:
    """Whether a paragraph near the end opens with an address, as final calls do."""

    words: Final = (
        "同志们，",
        "同志们！",
        "同志们：",
        "同志们,",
        "各位代表！",
        "各位同志",
        "老师们",
        "同学们",
        "朋友们",
        "各位领导",
    )

    def match(self, text: str) -> bool:
        return text.startswith(self.words) or (text.startswith(("各位", "全体")) and "，" in text[:14])


_CALL: Final = _Call()


def _start_length(units: Sequence[Unit]) -> int:
    """Count the units before the body: up to the first part, or to the sentence that announces the points (下面，我讲……)."""
    heading = next((at for at, unit in enumerate(units) if unit.level == 1), None)
    if heading is not None:
        return heading if heading <= max(_LONGEST_START, len(units) * 0.3) else min(_FIRST_UNITS, len(units) // 4)
    announced = next((at for at, unit in enumerate(units[: len(units) // 2]) if _ANNOUNCES.search(unit.body)), None)
    return announced + 1 if announced is not None else min(_FIRST_UNITS, len(units) // 4)
