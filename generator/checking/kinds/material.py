"""``material``: the draft against its brief, both ways, and the brief against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Final, Literal

import msgspec
from msgspec import structs

from generator.brief.schema import Brief
from generator.checking.document import Document, Hit
from generator.checking.kinds.words import short
from generator.checking.patterns import either
from generator.checking.rule import Rule

_FIGURE: Final = re.compile(
    r"(?<![\d.年])(\d[\d,]{0,12}(?:\.\d{1,4})?)(万亿|万|亿)?"
    r"(%|个百分点|平方米|公里|余[户人家名]|[个项条处件起户家人名元吨亩台套场次期批份座天年小人栋辆])"
)
_DAY: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)")
_SPAN: Final = re.compile(r"(\d{1,2}月)\d{1,2}日?(?:至|到|—|-|－|～)(\d{1,2}日)")
_PLACE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?!结合|围绕|按照|根据|通过|代表|来到|走进|建议|请求)[\u4e00-\u9fff]{2,3}(?:市|县)(?![场政民区域级直委级容长镇乡城里内外场值])"
)
_UNIT: Final = re.compile(
    r"(?<=[，。；：、由和])[\u4e00-\u9fff]{0,2}(?:市|县|区)[\u4e00-\u9fff]{2,6}(?:局|(?<![么何样督承协包])办|委|中心|集团)(?=[，。；：、牵负会要])"
)
_NAME: Final = re.compile(
    r"(?<!方)(?!方面)([\u4e00-\u9fff]{2,3})(?:同志|(?:副)?(?:书记|市长|县长|区长|局长|主任|镇长))(?=[，。；：、在主讲作出])"
)
_COMMON: Final = frozenset(
    ["全市", "我市", "各市", "本市", "全县", "我县", "各县", "本县", "城市", "省市", "县市", "地市", "副市", "上市"]
)


class Material(Rule, frozen=True, kw_only=True):
    """``of``: ``figures``, ``dates``, ``places``, ``units``, ``people`` of the draft that the brief lacks; ``speaker``: another than
    the brief's; ``unsaid`` figures of the brief that the draft lacks; ``avoid`` words that the brief bars; ``answers``:
    problems that no measure answers; ``duties`` without who or when."""

    of: Literal["figures", "dates", "places", "units", "people", "speaker", "unsaid", "avoid", "answers", "duties"]
    surnames: str = ""  # with ``of: people``: the characters that a name begins with
    needs_brief: ClassVar[bool] = True

    def hits(self, document: Document) -> Iterator[Hit]:
        brief = document.brief
        if brief is None or not document.text:
            return
        own = document.is_brief
        match self.of:
            case "answers" if own:
                yield from self._answers(brief, document)
            case "duties" if own:
                yield from self._duties(brief, document)
            case "avoid" if brief.wishes.avoid and not own:
                for match in either(map(re.escape, brief.wishes.avoid)).finditer(document.text):
                    yield Hit(*match.span(), (("found", match[0]),))
            case "answers" | "duties" | "avoid":
                return
            case "speaker" if not own:
                yield from self._speaker(brief, document)
            case "unsaid" if not own:
                yield from self._unsaid(_told(structs.replace(brief, meeting=None)), document)
            case _ if not own:
                yield from self._unknown(_told(brief), document)

    def _unknown(self, told: str, document: Document) -> Iterator[Hit]:
        pattern = {"figures": _FIGURE, "dates": _DAY, "places": _PLACE, "units": _UNIT, "people": _NAME}.get(self.of)
        if pattern is None:
            return
        known = {re.sub(r"[,余]", "", m[0]) for m in pattern.finditer(told)}
        bare = re.sub(r"[,余]", "", "\n".join((told, *(f"{m[1]}{m[2]}" for m in _SPAN.finditer(told)))))
        for match in pattern.finditer(document.text):
            if document.text.rfind("〔", 0, match.start()) > document.text.rfind("〕", 0, match.start()):
                continue  # what a blank asks for
            shown = re.sub(r"[,余]", "", match[0])
            if shown in known or shown in bare or (self.of == "figures" and _plainer(match) in bare):
                continue
            if self.of == "dates" and re.sub(r"^\d{4}年", "", shown) in bare:
                continue
            if self.of == "people" and (match[1] in told or match[1][0] not in self.surnames):
                continue
            shown = shown.removeprefix("涉及")
            if self.of in ("places", "units") and (shown[-2:] in _COMMON or shown[-3:] in told or shown in bare):
                continue
            yield Hit(*match.span(), (("found", match[0]), ("near", _nearest(match[0], known))))

    @staticmethod
    def _speaker(brief: Brief, document: Document) -> Iterator[Hit]:
        name = brief.speaker.name if brief.speaker else None
        for passage in document.passages:
            shown = document.text[passage.start : passage.end]
            if passage.role == "speaker" and name and name.replace(" ", "") not in re.sub(r"[\s\u3000]", "", shown):
                yield Hit(passage.start, passage.end, (("found", shown.strip()), ("right", name)))

    @staticmethod
    def _unsaid(told: str, document: Document) -> Iterator[Hit]:
        bare = document.text.replace(",", "")
        for match in _FIGURE.finditer(told):
            if match[0].replace(",", "") not in bare:
                yield Hit(0, 1, (("found", match[0]), ("text", _line_at(told, match.start()))))

    @staticmethod
    def _answers(brief: Brief, document: Document) -> Iterator[Hit]:
        answered = {name for item in (*brief.measures, *brief.safeguards) for name in item.answers}
        if not answered or "全部" in answered or not brief.measures:
            return
        for problem in brief.problems:
            if problem.point and not {problem.point, problem.id} & answered:
                yield _at(document, problem.point)

    @staticmethod
    def _duties(brief: Brief, document: Document) -> Iterator[Hit]:
        for item in brief.measures:
            for duty in item.duties:
                lacking = [
                    name
                    for name, given in (
                        ("谁来办", duty.in_charge or duty.lead or duty.roles),
                        ("什么时候办完", duty.by),
                    )
                    if not given
                ]
                if not duty.spoken and lacking:
                    hit = _at(document, duty.do)
                    yield Hit(hit.start, hit.end, (("found", short(duty.do)), ("missing", "、".join(lacking))))


def _at(document: Document, text: str) -> Hit:
    at = max(document.text.find(text), 0)
    return Hit(at, at + len(text), (("found", short(text)),))


def _line_at(text: str, offset: int) -> str:
    start, end = text.rfind("\n", 0, offset) + 1, text.find("\n", offset)
    return short(text[start : end if end >= 0 else len(text)], 30)


def _plainer(match: re.Match[str]) -> str:
    return f"{match[1].replace(',', '')}{match[2] or ''}"


def _nearest(shown: str, known: set[str]) -> str:
    import difflib

    near = difflib.get_close_matches(shown, sorted(known), n=1, cutoff=0.4)
    return f"任务单里相近的是“{near[0]}”" if near else "任务单里没有相近的"


def _told(brief: Brief) -> str:
    return "\n".join(_strings(brief))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - a brief is plain data of any shape
    match value:
        case str():
            yield value
        case tuple() | list():
            for each in value:
                yield from _strings(each)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _strings(getattr(value, name))
