"""Length: sentences that carry no material leave, least missed first, until the speech fits its 篇幅 and 详略.

Extra sentences are let in only until the least length is reached, and never past what the material bears; then the summary
says how long it carries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.brief.schema import Brief
from generator.draft import Text
from generator.outline import FrontMatter
from generator.planning.plan import KEEP, Choice, Paragraph, Plan, PlannedItem, PlannedPart, Sentence
from generator.planning.text import length

_SLACK = 0.1  # minutes are a wish: a tenth more or less is kept
_EXTRA = -20.0  # weight below which a sentence is spoken only to reach a length
_LAST = -80.0  # and below which only when nothing else is left that would
MET = 0.95  # of a length at which it counts as met


class Target(Struct, frozen=True):
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


def fit(plan: Plan, brief: Brief, rate: int, front: FrontMatter) -> Plan:
    """Let the plan meet 篇幅 and 详略; sentences that carry material always stay, and nothing is padded past what it bears."""
    wanted = target(brief, rate)
    limits = _section_limits(brief, rate, wanted)
    for section, most in limits.items():
        plan = _trim(plan, most, section)
    plan = _extended(plan, wanted, limits, front)
    return plan if wanted is None else _trim(plan, wanted.most, None)


def bearing(plan: Plan, front: FrontMatter) -> int:
    """Give how long a speech the material bears, in characters: its own length times what the genre makes of it."""
    own = sum(len(span.text) for s in sentences(plan) for span in s.text if span.origin.kind == "brief")
    headings = sum(len(span.text) for heading in _headings(plan) for span in heading if span.origin.kind == "brief")
    return int((own + headings) * front.bears)


def spoken(plan: Plan, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Give the choices whose phrases are still in the plan."""
    texts = [*(s.text for s in sentences(plan)), plan.title, plan.source or ()]
    said = {span.origin.ref for text in texts for span in text if span.origin.kind == "phrase"}
    return tuple(choice for choice in choices if choice.name in said)


def _extended(plan: Plan, wanted: Target | None, limits: dict[str, int], front: FrontMatter) -> Plan:
    """Keep as many of the extra sentences as the length asks for, first in the sections that fall short of their share."""
    extras = [s for s in sentences(plan) if s.weight < _EXTRA]
    if not extras:
        return plan
    dropped = {id(s) for s in extras}
    offered = sum(s.size for s in extras)
    total = size(plan) - offered
    better_half = total + offered // 2  # without a wish
    goal = min(wanted.least, bearing(plan, front)) if wanted else better_half
    sizes = Counter[str]()
    for sentence in sentences(plan):
        sizes[sentence.section] += sentence.size if id(sentence) not in dropped else 0
    while total < goal:
        fitting = [s for s in extras if id(s) in dropped and s.size <= limits.get(s.section, goal) - sizes[s.section]]
        near = total >= goal * MET  # then nothing is said again for the sake of a few characters
        fitting = [s for s in fitting if s.weight > _LAST] or ([] if near else fitting)
        if not fitting:
            break
        close = [s for s in fitting if s.size <= 2 * (goal - total)]  # a long one does not close a small gap
        best = max(
            close or [min(fitting, key=lambda s: s.size)],
            key=lambda s: (front.shares.get(s.section, 0) * goal / 100 - sizes[s.section], s.weight),
        )
        dropped.remove(id(best))
        total += best.size
        sizes[best.section] += best.size
    return _without(plan, dropped)


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
    """Count the characters of the speech as its pages show it: title, lines, headings and text, without the numbers."""
    lines = [plan.title, plan.date or (), plan.speaker or (), plan.salutation or (), plan.source or ()]
    return sum(s.size for s in sentences(plan)) + sum(length(text) for text in (*lines, *_headings(plan)))


def _headings(plan: Plan) -> Iterator[Text]:
    for part in plan.parts:
        yield part.heading or ()
        for item in part.items:
            yield item.heading
            yield from (inner.heading for inner in item.parts)


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


def _trim(plan: Plan, most: int, section: str | None) -> Plan:
    """Drop loose sentences, of one *section* or of all, until at most *most* characters are left."""
    own = [s for s in sentences(plan) if section in (None, s.section)]
    total = sum(s.size for s in own) if section else size(plan)
    dropped: set[int] = set()
    for sentence in sorted((s for s in own if s.weight != KEEP), key=lambda s: s.weight):
        if total > most:
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
