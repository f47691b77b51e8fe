"""What belongs to one place, body, year or speech becomes a slot; all sentences of a document are gone through at once.

No rule here reaches from one sentence into the next: what a pattern takes between two words leaves out the mark between texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from generator.mining.cleaning.lines import APART
from generator.mining.rules import abstraction

# The patterns that are looked for in every sentence begin with one set of characters, and what must stand before comes after
# it as a lookbehind: the engine skips fast to a character of a set that it must begin with, and tries everything else everywhere.
SLOT: Final = re.compile(r"\{\{[^{}]+\}\}")
ASCII: Final = re.compile("[0-9A-Za-z]")
_FIGURE: Final = re.compile(
    r"(?=[超近约突达共累数上\d])(?:超过|超|近|约|突破|达到|达|共计|累计)?(?:\d[\d.,]*(?:[万亿千百]|余万)*[余多]?%?(?:个百分点)?|近[万千百]|[数上]百|[数上]千)"
)
_DATE: Final = re.compile(
    r"\d(?:\d{3}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d?月(?:\d{1,2}日|底|份|上旬|中旬|下旬)?前?|\d?日)"
)
_BODY_LIST: Final = re.compile(r"\{\{主体\}\}(?:[、和]\{\{主体\}\})+")
_COUNTS: Final = re.compile("[0-9近数上](?:(?<=[0-9])|(?<=近)[万千百]|(?<=[数上])[百千])")
_COUNTED: Final = re.compile("(讲|谈|提|强调)[一两三四五六七八几](点|个方面|个问题)")
_SAME_EACH_TIME: Final = frozenset(
    ("主题", "主题工作", "全域", "我域", "党委", "政府", "下级", "层级链", "层级数", "时期", "上级", "指导思想")
)
# “三亮”, “六无创建”: a list that only its place knows
_SHORTHAND: Final = re.compile("[一二两三四五六七八九十双多][^，、]{1,5}$")
_QUOTED: Final = re.compile(f"“([^”{APART}]{{2,24}})”")


def slotted(texts: Sequence[str], topic: str) -> list[str]:
    """Put slots into *texts*, sentences of a speech about *topic*."""
    if not texts:
        return []
    words = _compiled()
    text = words.period.sub(f"{APART}{{{{时期}}}}，", APART + APART.join(texts))
    if topic:
        text = text.replace(f"{topic}工作", "{{主题工作}}").replace(topic, "{{主题}}")
    text = words.chain.sub("{{层级链}}{{层级数}}级", text)
    text = words.name.sub(lambda match: words.slots[match[0]], text)
    text = _BODY_LIST.sub("{{主体}}", words.body.sub("{{主体}}", text))
    text = _QUOTED.sub(_brand, words.honour.sub(r"\1{{荣誉}}", text))
    return [_told_apart(_with_figures(one)) for one in text.split(APART)[1:]]


def _with_figures(text: str) -> str:
    if "点" in text or "方面" in text:
        text = _COUNTED.sub(r"\1{{部分数}}\2", text)
    if _COUNTS.search(text):
        text = _compiled().figure.sub(_figure, _DATE.sub("{{时限}}", text))
    return text


class _Words(Struct, frozen=True):
    period: re.Pattern[str]
    chain: re.Pattern[str]
    name: re.Pattern[str]
    slots: dict[str, str]
    body: re.Pattern[str]
    honour: re.Pattern[str]
    figure: re.Pattern[str]


@lru_cache(maxsize=1)
def _compiled() -> _Words:
    """Compile what ``abstraction.yml`` lists."""
    words = abstraction()
    groups = {"指导思想": words.thoughts, "上级": words.superiors, **words.levels}
    slots = {name: f"{{{{{slot}}}}}" for slot, names in groups.items() for name in names}
    before, after = "".join(words.bodies.before), either(words.bodies.after)
    return _Words(
        period=re.compile(rf"{APART}(?:{either(words.periods)}|\d{{4}}年以来|今年前?\d*个?月?)，"),
        chain=re.compile(rf"(?:{either(words.chains)})[两三四五]级"),
        name=re.compile(either(slots)),
        slots=slots,
        body=re.compile(
            rf"[{before}](?<![小社园辖景城片街校库新开灾山].)(?:委|政府)?(?!级|域|场|民)"
            rf"[^，。、；：{{}}（）\s]{{1,7}}?(?:{after})(?![^，。、；{APART}]{{0,2}}(?:门|署))"
        ),
        honour=re.compile(rf"({either(words.honours)})(?:了)?“[^”{APART}]+”(?:称号|奖|荣誉)?"),
        figure=re.compile(rf"(?:{_FIGURE.pattern})({either(words.measures)})?"),
    )


def either(words: Iterable[str]) -> str:
    """Write a pattern that knows each of *words*, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _brand(match: re.Match[str]) -> str:
    words = match[1]
    if words in abstraction().sayings or SLOT.search(words):
        return match[0]
    if _SHORTHAND.match(words) or ASCII.search(words):
        return "“{{品牌}}”"
    return match[0]


def _figure(match: re.Match[str]) -> str:
    return "{{数字}}" + ("{{量词}}" if match[1] else "")


def _told_apart(text: str) -> str:
    """Number the slots that stand more than once: 数字1, 数字2; the level and topic slots mean the same each time."""
    if text.count("{{") < 2:
        return text
    names = SLOT.findall(text)
    if len(set(names)) == len(names):
        return text
    counts, seen = Counter(names), Counter[str]()

    def numbered(match: re.Match[str]) -> str:
        name = match[0][2:-2]
        if name in _SAME_EACH_TIME or counts[match[0]] == 1:
            return match[0]
        seen[name] += 1
        return f"{{{{{name}{seen[name]}}}}}"

    return SLOT.sub(numbered, text)
