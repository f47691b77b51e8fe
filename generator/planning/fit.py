"""Length: sentences that carry no material leave, least missed first, until the speech fits its 篇幅 and 详略.

Nothing is ever stretched: when the material is worth less than was asked for, the summary says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.brief.schema import Brief
from generator.planning.plan import KEEP, Paragraph, Plan, PlannedItem, PlannedPart, Sentence

_SLACK = 0.1  # minutes are a wish: a tenth more or less is kept
_EXTRA = -20.0  # weight below which a sentence is spoken only to reach a length


@dataclass(frozen=True, slots=True)
class Target:
    """How long a speech may be, in characters."""

    least: int
    most: int


def target(brief: Brief, rate: int) -> Target | None:
    """Give the wanted length in characters, from 字数 or from 分钟 at *rate* characters a minute."""
    if brief.length.characters:
        return Target(*brief.length.characters)
    if brief.length.minutes:
        least, most = brief.length.minutes
        slack = _SLACK if least == most else 0
        return Target(int(least * rate * (1 - slack)), int(most * rate * (1 + slack)))
    return None


def fit(plan: Plan, brief: Brief, rate: int) -> Plan:
    """Leave out sentences until the plan fits; those that carry material always stay."""
    wanted = target(brief, rate)
    for section, most in _section_limits(brief, rate, wanted).items():
        plan = _trim(plan, most, section)
    if wanted is None:
        return _without(plan, {id(s) for s in sentences(plan) if s.weight < _EXTRA})
    return _trim(plan, wanted.most, None, least=wanted.least)


def sentences(plan: Plan) -> Iterator[Sentence]:
    """Go through every sentence of a plan in reading order."""

    def within(paragraphs: tuple[Paragraph, ...]) -> Iterator[Sentence]:
        for paragraph in paragraphs:
            yield from paragraph

    yield from within(plan.opening)
    for part in plan.parts:
        yield from within(part.lead)
        for item in part.items:
            yield from within(item.paragraphs)
            for inner in item.parts:
                yield from within(inner.paragraphs)
        yield from within(part.close)
    yield from within(plan.ending)


def size(plan: Plan) -> int:
    """Count the characters of the text, headings included."""
    headings = [part.heading for part in plan.parts] + [item.heading for part in plan.parts for item in part.items]
    return sum(s.size for s in sentences(plan)) + sum(
        len(span.text) for heading in headings if heading for span in heading
    )


def _section_limits(brief: Brief, rate: int, wanted: Target | None) -> dict[str, int]:
    """Give the characters that 详略 allows; 短 is a twelfth of the whole, 中 and 重 set no limit."""
    limits: dict[str, int] = {}
    for weight in brief.wishes.weights:
        if weight.minutes is not None:
            limits[weight.section] = int(weight.minutes * rate)
        elif weight.characters is not None:
            limits[weight.section] = weight.characters
        elif weight.grade == "短" and wanted is not None:
            limits[weight.section] = int(wanted.most * 0.08)
    return limits


def _trim(plan: Plan, most: int, section: str | None, least: int = 0) -> Plan:
    """Drop loose sentences, of one *section* or of all, until at most *most* characters are left.

    Sentences that only serve to reach a length go as soon as the middle of the wanted span is passed.
    """
    own = [s for s in sentences(plan) if section in (None, s.section)]
    total = sum(s.size for s in own) if section else size(plan)
    dropped: set[int] = set()
    for sentence in sorted((s for s in own if s.weight != KEEP), key=lambda s: s.weight):
        if total > ((least + most) // 2 if sentence.weight < _EXTRA else most):
            dropped.add(id(sentence))
            total -= sentence.size
    return _without(plan, dropped)


def _without(plan: Plan, dropped: set[int]) -> Plan:
    def lighter(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        kept = (tuple(s for s in paragraph if id(s) not in dropped) for paragraph in paragraphs)
        return tuple(paragraph for paragraph in kept if paragraph)

    def item(planned: PlannedItem) -> PlannedItem:
        return replace(planned, paragraphs=lighter(planned.paragraphs), parts=tuple(map(item, planned.parts)))

    def part(planned: PlannedPart) -> PlannedPart:
        return replace(
            planned,
            lead=lighter(planned.lead),
            items=tuple(map(item, planned.items)),
            close=lighter(planned.close),
        )

    return replace(
        plan,
        opening=lighter(plan.opening),
        parts=tuple(map(part, plan.parts)),
        ending=lighter(plan.ending),
    )
