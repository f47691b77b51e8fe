"""Labelled sentences into patterns: what belongs to one place, body, year or speech becomes a slot, or a sentence is refused.

The rules met while abstracting by hand: topic and level first, then figures; what still names a fact of its source is not taken,
and the reason is kept for the log (design.md, section 7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from generator.mining.cleaning.lines import CJK
from generator.mining.cleaning.numbers import number_at
from generator.mining.label import Labelled
from generator.mining.rules import RoleRule, abstraction, places, role_rules
from generator.mining.slotting import ASCII, SLOT, either, slotted
from generator.mining.subject import Subject, place_like

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_NUMERAL_FIGURE: Final = re.compile(
    "[一二两三四五六七八九十百千万亿零〇几](?:(?<=[一二两三四五六七八九])成(?![为立了果效熟长功本就员绩份])|"
    "(?<!一)[二两三四五六七八九十百千万亿零〇几]*[多余来]?[个项条件名人位家次起处所份张类批级支部场期年月日天时分周季户村镇县区市省元亩里米公吨宗例点方面层步届轮种组套本台辆片座])"
)
_ATTRIBUTION: Final = re.compile(r"^(?:会议|大会|[^，。]{2,14}?)(?:指出|强调|要求|认为|表示|提出)，")
_PERSON: Final = re.compile(
    rf"(?:书记|市长|县长|区长|省长|部长|局长|主任|主席|院长|校长|常委|领导|组长)([{CJK}])[{CJK}]{{1,8}}(?:主持|出席|部署|强调|指出|讲话|参加|要求|作|同志|、)"
)
_GENERAL: Final = frozenset(("主题", "主题工作", "全域", "我域", "党委", "政府", "下级", "量词"))
_CONNECTIVE: Final = re.compile("^(?:同时|此外|另外|其次|首先|而且|因此|所以|例如|比如|特别是|并且|为此|对此)，")
_MOST_GAPS: Final = 6


class Pattern(Struct, frozen=True):
    """What one unit gave: a pattern for the bank, or the reason why it was refused (then ``text`` is the unit's)."""

    text: str
    move: str
    role: str
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    holds: tuple[str, ...]
    source: str
    refused: str = ""


class _Part(NamedTuple):
    """A unit or a part of a long one: its text, where it is from, and why it is not taken, if that is known."""

    one: Labelled
    text: str
    source: str
    refused: str


def patterns(units: Sequence[Labelled], subject: Subject) -> tuple[Pattern, ...]:
    """Turn the labelled units of a document into patterns: one each, or one a part where it is long; or say why not."""
    parts = [part for one in units for part in _parts(one, subject)]
    texts = iter(slotted([part.text for part in parts if not part.refused], subject.topic))
    return tuple(
        [_refusal(part, part.refused) if part.refused else _pattern(part, next(texts), subject.topic) for part in parts]
    )


def _parts(one: Labelled, subject: Subject) -> Iterator[_Part]:
    source = f"{subject.document}#{one.unit.paragraph}"
    text = one.unit.body
    if one.unit.kind in ("title", "line", "salutation", "heading") or one.unit.level == 1:
        yield _Part(one, text, source, "标题、称谓不作语句（标题另收为标题组）")
        return
    if attributed := _ATTRIBUTION.match(text):
        text = text[attributed.end() :]
    words = abstraction()
    for part in text.split("；") if len(text) > words.longest else (text,):
        if len(part) >= words.shortest:
            yield _Part(one, part, source, _forbidden(part) or _region_in(part, subject))


def freed(texts: Sequence[str], topic: str) -> list[str]:
    """Free headings of their facts; give none where that cannot be for one of them."""
    if any(_forbidden(text) for text in texts):
        return []
    found = slotted(texts, topic)
    return [] if any(_left_over(text, least=2) or "{{数字" in text or "{{品牌" in text for text in found) else found


def _pattern(part: _Part, text: str, topic: str) -> Pattern:
    if reason := _left_over(text):
        return _refusal(part, reason)
    text = _finished(text)
    told = _told(SLOT.sub("□", text) if "{{" in text else text)
    topics = _topics(told) or _bound(text, told, topic)
    return Pattern(text, part.one.move, _role(part.one, text), topics, _needs(text), _holds(told), part.source)


def _region_in(text: str, subject: Subject) -> str:
    named = [name for name in subject.regions if name in text]
    return f"有地名“{min(named)}”" if named else ""


def _bound(text: str, told: frozenset[str], topic: str) -> tuple[str, ...]:
    """Bind a long sentence to the topic it was said about, unless it holds the topic slot or general words enough."""
    words = abstraction()
    general = "{{主题" in text or len(told) >= words.general_words or len(text) <= words.general_length
    return () if general or not topic else (topic,)


def _refusal(part: _Part, reason: str) -> Pattern:
    return Pattern(part.one.unit.text, part.one.move, "", (), (), (), part.source, reason)


def _forbidden(text: str) -> str:
    words = abstraction()
    if len(text) > words.longest:
        return "太长，念不下来"
    if match := _dated().search(text):
        return f"有过时就不能用的“{match[0]}”"
    if (match := _PERSON.search(text)) and match[1] in places().surnames:
        return f"有人名（{match[0]}）"
    if number_at(text):
        return "序号后面还有序号"
    if text.startswith(words.dangling) or (text.endswith("？") and len(text) < words.shortest_question):
        return "离了上一句说不清"
    return ""


@lru_cache(maxsize=1)
def _dated() -> re.Pattern[str]:
    return re.compile(either(abstraction().dated))


@lru_cache(maxsize=1)
def _facts() -> re.Pattern[str]:
    return re.compile(either(abstraction().facts))


def _left_over(text: str, least: int = 0) -> str:
    """Say what still names a fact of the source, or ''; *least* characters of its own must stay (0: as the data say)."""
    words = abstraction()
    plain = SLOT.sub("□", text) if "{{" in text else text
    if match := _facts().search(plain):
        return f"有只属于原稿的“{match[0]}”"
    if text.count("{{数字") > words.most_figures:
        return "数字太多，说的就是那件事"
    if match := ASCII.search(plain):
        return f"还有换不掉的数字或字母“{match[0]}”"
    if match := _NUMERAL_FIGURE.search(plain):
        return f"还有换不掉的数目“{match[0]}”"
    if place := _place_in(plain):
        return f"像有地名“{place}”"
    gaps = plain.count("□")
    least = least or (words.shortest_on_topic if "{{主题" in text else words.shortest)
    if len(plain) - gaps < least:
        return "换完填空，剩下的话太少"
    if gaps > _MOST_GAPS or len(plain) < gaps * 4:
        return "填空比话还多"
    if "{{全域}}、{{全域}}" in text:
        return "上下两级并列，换不成一级"
    if plain.count("“") != plain.count("”") or plain.count("（") != plain.count("）"):
        return "引号或括号不成对"
    return ""


def _place_in(text: str) -> str:
    if named := _compiled().place.find_matches_as_strings(text):
        return str(named[0])
    return next(place_like(text), "")


def _finished(text: str) -> str:
    text = _CONNECTIVE.sub("", text)
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；，：") + "。"


class _Words(Struct, frozen=True):
    place: AhoCorasick
    tell: AhoCorasick
    tell_words: list[str]
    domains: dict[str, list[str]]
    content: dict[str, int]


@lru_cache(maxsize=1)
def _compiled() -> _Words:
    """Compile what ``places.yml`` lists, and the words of ``abstraction.yml`` that tell what a sentence is about."""
    from ahocorasick_rs import AhoCorasick, Implementation

    words = abstraction()
    in_domains = {word for group in words.domains.values() for word in group}
    tell_words = sorted({*words.content, *in_domains})
    return _Words(
        place=AhoCorasick(list(places().places)),
        tell=AhoCorasick(tell_words, implementation=Implementation.DFA),
        tell_words=tell_words,
        domains={
            word: [topic for topic, group in words.domains.items() if word in group] for word in sorted(in_domains)
        },
        content={word: rank for rank, word in enumerate(words.content)},
    )


def _told(plain: str) -> frozenset[str]:
    """Find the words of the content and domain lists that stand in *plain*, a text whose slots are left out."""
    words = _compiled()
    return frozenset(
        words.tell_words[number] for number, _, _ in words.tell.find_matches_as_indexes(plain, overlapping=True)
    )


def _topics(told: frozenset[str]) -> tuple[str, ...]:
    domains = _compiled().domains
    found = {topic for word in told & domains.keys() for topic in domains[word]}
    return tuple([topic for topic in abstraction().domains if topic in found]) if found else ()


def _needs(text: str) -> tuple[str, ...]:
    if "{{" not in text:
        return ()
    names = dict.fromkeys(name[2:-2].rstrip("123456789") for name in SLOT.findall(text))
    return tuple(name for name in names if name not in _GENERAL)


def _holds(told: frozenset[str]) -> tuple[str, ...]:
    ranks = _compiled().content
    return tuple(sorted(told & ranks.keys(), key=ranks.__getitem__)[:4])


def _role(one: Labelled, text: str) -> str:
    figures = "{{数字" in text
    for rule, cues in _role_rules()[one.move]:
        if rule.level is not None and one.unit.level != rule.level:
            continue
        if rule.figures is not None and figures != rule.figures:
            continue
        if cues is None or cues.search(text):
            return rule.role
    raise LookupError(f"roles.yml has no last rule for {one.move}")


@lru_cache(maxsize=1)
def _role_rules() -> dict[str, list[tuple[RoleRule, re.Pattern[str] | None]]]:
    return {move: [(rule, _spoken(rule.cues)) for rule in rules] for move, rules in role_rules().items()}


def _spoken(cues: Sequence[str]) -> re.Pattern[str] | None:
    """Compile cues as the cue file writes them: ^ at the start, … for anything between."""
    texts = ("^" * cue.startswith("^") + ".*".join(map(re.escape, cue.removeprefix("^").split("…"))) for cue in cues)
    return re.compile("|".join(texts)) if cues else None
