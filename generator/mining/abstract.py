"""A labelled sentence into a pattern: what belongs to one place, body, year or speech becomes a slot, or the sentence is refused.

The rules met while abstracting by hand: topic and level first, then figures; what still names a fact of its source is not taken,
and the reason is kept for the log (design.md, section 7).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from generator.mining.cleaning.lines import CJK
from generator.mining.cleaning.numbers import number_at
from generator.mining.label import Labelled
from generator.mining.rules import RoleRule, abstraction, places, role_rules

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# The patterns that are looked for in every sentence begin with one set of characters, and what must stand before comes after
# it as a lookbehind: the engine skips fast to a character of a set that it must begin with, and tries everything else everywhere.
_SLOT: Final = re.compile(r"\{\{[^{}]+\}\}")
_FIGURE: Final = re.compile(
    r"(?=[超近约突达共累数上\d])(?:超过|超|近|约|突破|达到|达|共计|累计)?(?:\d[\d.,]*(?:[万亿千百]|余万)*[余多]?%?(?:个百分点)?|近[万千百]|[数上]百|[数上]千)"
)
_NUMERAL_FIGURE: Final = re.compile(
    "[一二两三四五六七八九十百千万亿零〇几](?:(?<=[一二两三四五六七八九])成(?![为立了果效熟长功本就员绩份])|"
    "(?<!一)[二两三四五六七八九十百千万亿零〇几]*[多余来]?[个项条件名人位家次起处所份张类批级支部场期年月日天时分周季户村镇县区市省元亩里米公吨宗例点方面层步届轮种组套本台辆片座])"
)
_ATTRIBUTION: Final = re.compile(r"^(?:会议|大会|[^，。]{2,14}?)(?:指出|强调|要求|认为|表示|提出)，")
_PERSON: Final = re.compile(
    rf"(?:书记|市长|县长|区长|省长|部长|局长|主任|主席|院长|校长|常委|领导|组长)([{CJK}])[{CJK}]{{1,8}}(?:主持|出席|部署|强调|指出|讲话|参加|要求|作|同志|、)"
)
_PLACE_END: Final = re.compile(
    rf"[市县区镇乡州旗路家庄河桥湾坝](?<=[{CJK}]{{2}}.)(?:(?<=[市县区镇乡州旗])|(?<=路)街道|(?<![市县区镇乡州旗])村)"
)
_DATE: Final = re.compile(
    r"\d(?:\d{3}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d?月(?:\d{1,2}日|底|份|上旬|中旬|下旬)?前?|\d?日)"
)
_BODY_LIST: Final = re.compile(r"\{\{主体\}\}(?:[、和]\{\{主体\}\})+")
_GENERAL: Final = frozenset(("主题", "主题工作", "全域", "我域", "党委", "政府", "下级", "量词"))
_COUNTS: Final = re.compile("[0-9近数上](?:(?<=[0-9])|(?<=近)[万千百]|(?<=[数上])[百千])")
_COUNTED: Final = re.compile("(讲|谈|提|强调)[一两三四五六七八几](点|个方面|个问题)")
_SAME_EACH_TIME: Final = frozenset(
    ("主题", "主题工作", "全域", "我域", "党委", "政府", "下级", "层级链", "层级数", "时期", "上级", "指导思想")
)
_ASCII: Final = re.compile("[0-9A-Za-z]")
# “三亮”, “六无创建”: a list that only its place knows
_SHORTHAND: Final = re.compile("[一二两三四五六七八九十双多][^，、]{1,5}$")
_CONNECTIVE: Final = re.compile("^(?:同时|此外|另外|其次|首先|而且|因此|所以|例如|比如|特别是|并且|为此|对此)，")
_QUOTED: Final = re.compile("“([^”]{2,24})”")
_WORD: Final = re.compile(rf"[{CJK}]{{3,60}}")
_MOST_GAPS: Final = 6
_BAD_EDGE: Final = frozenset("的了和与在上是为及等把被对以年月日会大全新第一进推深加强这那其我们工作")


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


def topic_of(units: Sequence[Labelled]) -> str:
    """Find what the document is about: the string of its title (or its first sentences) that it repeats most.

    Of the substrings of 3 to 8 characters the one with the highest count times length wins; it must stand three times.
    """
    text = "".join(one.unit.body for one in units)
    title = "".join(one.unit.text for one in units[:1] if one.unit.kind == "title")
    start = "".join(one.unit.text for one in units[1:4])
    counts: dict[str, int] = {}
    for source, least in ((title, 3), (start, 4)):
        for word in _WORD.findall(source):
            for at in range(len(word) - 2):
                counts |= _repeated(word[at : at + 8], text, least)
        if counts:
            break
    return max(counts, key=lambda piece: (counts[piece], len(piece), piece), default="")


def _repeated(word: str, text: str, least: int) -> dict[str, int]:
    """Weigh the starts of *word*, from three characters on, that stand in *text* often enough."""
    found: dict[str, int] = {}
    for size in range(3, len(word) + 1) if word[0] not in _BAD_EDGE else ():
        piece = word[:size]
        if piece[-1] in _BAD_EDGE:
            continue
        times = text.count(piece)
        if times < least:
            break  # a longer one stands there no oftener
        if text.count(f"全{piece}") * 2 < times:  # 全县教育: the topic is not 县教育
            found[piece] = times * (size - 1)
    return found


class Subject(Struct, frozen=True):
    """What a document is about and where it is from: topic, names of its places, its own name."""

    topic: str
    regions: frozenset[str]
    document: str


def subject_of(units: Sequence[Labelled], document: str) -> Subject:
    """Find the subject of the *units* of *document*."""
    text = "\n".join(one.unit.text for one in units)
    words = abstraction()
    found = {name for frame in words.region_frames for name in re.findall(frame, text)}
    found.update(name[:2] for name in _place_like(text))
    return Subject(topic_of(units), frozenset(found - set(words.never_regions)), document)


def patterns(one: Labelled, subject: Subject) -> list[Pattern]:
    """Turn a labelled unit into patterns: one, or one a part where it is long and falls into parts; or say why not."""
    source = f"{subject.document}#{one.unit.paragraph}"
    if one.unit.kind in ("title", "line", "salutation", "heading") or one.unit.level == 1:
        return [_refusal(one, source, "标题、称谓不作语句（标题另收为标题组）")]
    text = one.unit.body
    if attributed := _ATTRIBUTION.match(text):
        text = text[attributed.end() :]
    parts = text.split("；") if len(text) > abstraction().longest else [text]
    return [_pattern(one, part, subject, source) for part in parts if len(part) >= abstraction().shortest]


def freed(text: str, topic: str) -> str | None:
    """Free a heading of its facts, or give None where that cannot be."""
    if _forbidden(text):
        return None
    text = _slotted(text, topic)
    return None if _left_over(text, least=2) or "{{数字" in text or "{{品牌" in text else text


def _pattern(one: Labelled, text: str, subject: Subject, source: str) -> Pattern:
    if reason := _forbidden(text) or _region_in(text, subject):
        return _refusal(one, source, reason)
    text = _slotted(text, subject.topic)
    if reason := _left_over(text):
        return _refusal(one, source, reason)
    text = _finished(text)
    told = _told(_SLOT.sub("□", text) if "{{" in text else text)
    topics = _topics(told) or _bound(text, told, subject.topic)
    return Pattern(text, one.move, _role(one, text), topics, _needs(text), _holds(told), source)


def _region_in(text: str, subject: Subject) -> str:
    named = [name for name in subject.regions if name in text]
    return f"有地名“{min(named)}”" if named else ""


def _bound(text: str, told: frozenset[str], topic: str) -> tuple[str, ...]:
    """Bind a long sentence to the topic it was said about, unless it holds the topic slot or general words enough."""
    words = abstraction()
    general = "{{主题" in text or len(told) >= words.general_words or len(text) <= words.general_length
    return () if general or not topic else (topic,)


def _refusal(one: Labelled, source: str, reason: str) -> Pattern:
    return Pattern(one.unit.text, one.move, "", (), (), (), source, reason)


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
    return re.compile(_either(abstraction().dated))


@lru_cache(maxsize=1)
def _facts() -> re.Pattern[str]:
    return re.compile(_either(abstraction().facts))


def _slotted(text: str, topic: str) -> str:
    words = _compiled()
    text = words.period.sub("{{时期}}，", text)
    if topic:
        text = text.replace(f"{topic}工作", "{{主题工作}}").replace(topic, "{{主题}}")
    if "级" in text:
        text = words.chain.sub("{{层级链}}{{层级数}}级", text)
    text = words.name.sub(lambda match: words.slots[match[0]], text)
    text = words.body.sub("{{主体}}", text)
    if "{{主体}}" in text:
        text = _BODY_LIST.sub("{{主体}}", text)
    if "“" in text:
        text = _QUOTED.sub(_brand, words.honour.sub(r"\1{{荣誉}}", text))
    if "点" in text or "方面" in text:
        text = _COUNTED.sub(r"\1{{部分数}}\2", text)
    if _COUNTS.search(text):
        text = words.figure.sub(_figure, _DATE.sub("{{时限}}", text))
    return _told_apart(text)


class _Words(Struct, frozen=True):
    period: re.Pattern[str]
    chain: re.Pattern[str]
    name: re.Pattern[str]
    slots: dict[str, str]
    body: re.Pattern[str]
    honour: re.Pattern[str]
    figure: re.Pattern[str]
    place: AhoCorasick
    tell: AhoCorasick
    tell_words: list[str]
    domains: dict[str, list[str]]
    content: dict[str, int]


@lru_cache(maxsize=1)
def _compiled() -> _Words:
    """Compile what ``abstraction.yml`` and ``places.yml`` list."""
    from ahocorasick_rs import AhoCorasick, Implementation

    words = abstraction()
    groups = {"指导思想": words.thoughts, "上级": words.superiors, **words.levels}
    slots = {name: f"{{{{{slot}}}}}" for slot, names in groups.items() for name in names}
    tell_words = sorted({*words.content, *(word for group in words.domains.values() for word in group)})
    before, after = "".join(words.bodies.before), _either(words.bodies.after)
    return _Words(
        period=re.compile(rf"^(?:{_either(words.periods)}|\d{{4}}年以来|今年前?\d*个?月?)，"),
        chain=re.compile(rf"(?:{_either(words.chains)})[两三四五]级"),
        name=re.compile(_either(slots)),
        slots=slots,
        body=re.compile(
            rf"[{before}](?<![小社园辖景城片街校库新开灾山].)(?:委|政府)?(?!级|域|场|民)"
            rf"[^，。、；：{{}}（）\s]{{1,7}}?(?:{after})(?![^，。、；]{{0,2}}(?:门|署))"
        ),
        honour=re.compile(rf"({_either(words.honours)})(?:了)?“[^”]+”(?:称号|奖|荣誉)?"),
        figure=re.compile(rf"(?:{_FIGURE.pattern})({_either(words.measures)})?"),
        place=AhoCorasick(list(places().places)),
        tell=AhoCorasick(tell_words, implementation=Implementation.DFA),
        tell_words=tell_words,
        domains={
            word: [topic for topic, group in words.domains.items() if word in group]
            for word in sorted({word for group in words.domains.values() for word in group})
        },
        content={word: rank for rank, word in enumerate(words.content)},
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))


def _brand(match: re.Match[str]) -> str:
    words = match[1]
    if words in abstraction().sayings or _SLOT.search(words):
        return match[0]
    if _SHORTHAND.match(words) or _ASCII.search(words):
        return "“{{品牌}}”"
    return match[0]


def _figure(match: re.Match[str]) -> str:
    return "{{数字}}" + ("{{量词}}" if match[1] else "")


def _told_apart(text: str) -> str:
    """Number the slots that stand more than once: 数字1, 数字2; the level and topic slots mean the same each time."""
    if text.count("{{") < 2:
        return text
    names = _SLOT.findall(text)
    if len(set(names)) == len(names):
        return text
    counts, seen = Counter(names), Counter[str]()

    def numbered(match: re.Match[str]) -> str:
        name = match[0][2:-2]
        if name in _SAME_EACH_TIME or counts[match[0]] == 1:
            return match[0]
        seen[name] += 1
        return f"{{{{{name}{seen[name]}}}}}"

    return _SLOT.sub(numbered, text)


def _left_over(text: str, least: int = 0) -> str:
    """Say what still names a fact of the source, or ''; *least* characters of its own must stay (0: as the data say)."""
    words = abstraction()
    plain = _SLOT.sub("□", text) if "{{" in text else text
    if match := _facts().search(plain):
        return f"有只属于原稿的“{match[0]}”"
    if text.count("{{数字") > words.most_figures:
        return "数字太多，说的就是那件事"
    if match := _ASCII.search(plain):
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
    return next(_place_like(text), "") if _PLACE_END.search(text) else ""


def _place_like(text: str) -> Iterator[str]:
    """Find what looks like the name of a place: two characters and what places are called after them."""
    known = places()
    never = _never_in_names()
    last = 0
    for match in _PLACE_END.finditer(text):
        start = match.start() - 2
        if start < last:  # its two characters belong to the one before
            continue
        last = match.end()
        found = text[start:last]
        if never.isdisjoint(found[:2]) and not found.endswith(known.not_places):
            yield found


@lru_cache(maxsize=1)
def _never_in_names() -> frozenset[str]:
    return frozenset(places().never_in_names)


def _finished(text: str) -> str:
    text = _CONNECTIVE.sub("", text)
    return text if text.endswith(("。", "！", "？")) else text.rstrip("；，：") + "。"


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
    names = dict.fromkeys(name[2:-2].rstrip("123456789") for name in _SLOT.findall(text))
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
