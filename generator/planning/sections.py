"""The parts of a speech, and the sections inside them: under headings, as a list, or in running text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.bank import Bank
from generator.draft import Origin, Span, Text, plain
from generator.numbering import chinese_numeral
from generator.outline import FrontMatter, Steps
from generator.planning.items import (
    ItemAt,
    about_responsibility,
    heading_of,
    in_a_sentence,
    safeguards_run_on,
    section_items,
    sub_items,
)
from generator.planning.parts import PartAt
from generator.planning.plan import KEEP, Paragraph, PlannedItem, PlannedPart, Sentence
from generator.planning.scope import Scope
from generator.planning.steps import Writer
from generator.planning.text import blank, computed, counted, ended, join, said
from generator.unspoken import unlabelled
from generator.vocabulary import grammar, hints

_LONELY = 45  # characters that do not make a paragraph of their own


def spare_headings(front: FrontMatter, bank: Bank, section: str, seed: int) -> tuple[Text, ...]:
    """Give the headings for a section whose items the brief does not give: those of a level-2 family the outline names."""
    found = [
        tuple((Span(heading.alone, Origin("phrase", family_id)),) for heading in family.headings)
        for family_id in (f"headings/{name}" for name in front.families)
        if (family := bank.families.get(family_id))
        and family.level == 2
        and all(section in heading.sections for heading in family.headings)
    ]
    return found[seed % len(found)] if found else ()


class Sections(Struct, frozen=True):
    """Writes parts and sections; *scope* is that of the whole speech."""

    writer: Writer
    scope: Scope

    def part(self, part: PartAt) -> PlannedPart:
        """Write one level-1 part: what leads in, its items, what closes it."""
        if part.item:
            return self._item_part(part)
        lead: list[Paragraph] = []
        items: list[PlannedItem] = []
        close: list[Paragraph] = []
        headed = [section for section in part.sections if self._form(section, part) != "paragraph"]
        told = [section for section in part.sections if section in ("成绩", "典型") and section not in headed]
        if "成绩" in headed:
            told = []  # its thanks come behind its own items
        for section in _models_first(part.sections, headed):
            if section not in headed:
                closing = "成绩" if told and section == told[-1] else "" if section in told else section
                (close if items else lead).extend(self.paragraphs(section, closing))
                continue
            before, within, after = self._headed_section(section, part, first=not items, last=section == headed[-1])
            lead.extend(_kept(before) if lead else before)
            close = [*after, *close]
            items.extend(within)
        return PlannedPart(part.heading, part.sections, tuple(lead), tuple(items), tuple(close))

    def _form(self, section: str, part: PartAt) -> str:
        items = section_items(self.writer.brief, self.writer.front, section, headed=True)
        form = self.writer.front.forms.get(section, "headed")
        alone = len(part.sections) == 1
        bodies = [at for at in items if at.has_body()]
        if not items:
            return form  # drawn from the measures
        if items[0].item is not None and not bodies and section != "保障":
            return "paragraph"  # nothing but 要点: 一是……。二是……。
        if (
            section == "保障"
            and self.writer.front.register == "讲话"
            and safeguards_run_on(self.writer.brief, part.sections)
        ):
            return "paragraph"
        if (
            section == "成绩"
            and len(bodies) > 1
            and self.writer.front.register == "讲话"
            and all(map(in_a_sentence, bodies))
        ):
            return "paragraph"  # headings over a sentence each
        if form == "paragraph" and alone and len(bodies) > 1 and self.writer.front.register == "讲话":
            return "headed"
        if len(items) == 1 and (form == "listed" or items[0].item is not None):
            return "paragraph"  # a lone （一） or 一是 is a mistake of numbering
        return form

    def _items(self, section: str, *, headed: bool) -> tuple[ItemAt, ...]:
        return section_items(self.writer.brief, self.writer.front, section, headed=headed)

    def _section_scope(self, section: str, items: tuple[ItemAt, ...]) -> Scope:
        points = [said(at.item.point, at.place) for at in items if at.item and at.item.point]
        values = {
            "项数": counted(len(items), "项数") if items else (),
            "要点列": join(points, "、") if len(points) == len(items) else (),
        }
        cues = "\n".join(plain(point) for point in points)
        own_days = self._dates_itself(section, items) or self.scope.shown("时期").endswith(grammar().part_of_year)
        scope = self.scope.without("时期") if own_days else self.scope
        return scope.within(section, values, cues=cues, count=len(items), section=section)

    def _dates_itself(self, section: str, items: Sequence[ItemAt]) -> bool:
        """Whether the first fact of a row says the period itself, so that a lead would say it twice: 2025年的成绩，一是2025年……."""
        first = items[0].item if items and unlabelled(self.writer.brief, section) else None
        period = self.scope.shown("时期")
        return bool(first and first.facts and period and first.facts[0].say.startswith(period))

    def _headed_section(
        self, section: str, part: PartAt, *, first: bool, last: bool
    ) -> tuple[list[Paragraph], list[PlannedItem], list[Paragraph]]:
        """Write what leads in, the items, what closes; the *first* headed section of a part leads in, the *last* one closes."""
        items = self._items(section, headed=True)
        if not items or items[0].item is None:
            items = self._named(section, items) or items
        scope = self._section_scope(section, items)
        steps = self.writer.front.steps(section)
        bare = items[0].item is None and not items[0].drawn
        lead = self.writer.paragraphs(self._lead(section, items), scope, bare=bare) if first else []
        listed = self._form(section, part) == "listed"
        planned = [self._planned_item(at, scope, len(items), listed=listed) for at in items]
        close = self.writer.paragraphs(steps.close, scope, bare=bare) if last else []
        return lead, [item for item in planned if item.paragraphs or item.parts], close

    def _lead(self, section: str, items: Sequence[ItemAt]) -> Steps:
        """Give the steps that lead into headed items; listeners are spoken to before the safeguards where none of these is about them.

        Behind the last heading the words to them would be heard as part of that item.
        """
        steps = self.writer.front.steps(section)
        closes = any("address" in paragraph for paragraph in steps.close)
        if section == "保障" and closes and not any(map(about_responsibility, items)):
            return (("address",), *steps.lead)
        return steps.lead

    def _named(self, section: str, blanks: tuple[ItemAt, ...]) -> tuple[ItemAt, ...]:
        """Give items under the headings of a level-2 family: blanks, or drawn from what the plan knows."""
        chooser = self.writer.chooser
        headings = spare_headings(self.writer.front, chooser.bank, section, chooser.seed)
        return tuple(
            ItemAt(section, f"{section}/{n}", n, None, heading, drawn=not blanks)
            for n, heading in enumerate(headings, 1)
        )

    def _planned_item(self, at: ItemAt, scope: Scope, count: int, *, listed: bool) -> PlannedItem:
        body = self.writer.item(at, scope, count, headed=True)
        parts: tuple[PlannedItem, ...] = ()
        if at.item and at.item.parts and not self.writer.front.steps(at.section).speaks_parts():
            inner = self.writer.front.forms.get("分项", "listed") == "listed"
            subs = sub_items(at)
            parts = tuple(self._sub_item(sub, scope, len(subs), listed=inner) for sub in subs)
        if at.item and not at.has_body() and at.section != "保障":
            told = tuple(s for paragraph in body for s in paragraph if s.weight == KEEP)
            body = [(*told, *_missing_body(at))]  # a judgement without a fact would be a claim
        missing = () if parts or at.drawn else (_missing_body(at),)
        return PlannedItem(heading_of(at), tuple(body) or missing, listed, parts)

    def _sub_item(self, at: ItemAt, scope: Scope, count: int, *, listed: bool) -> PlannedItem:
        body = self.writer.item(at, scope, count, headed=True, sub=True)
        return PlannedItem(heading_of(at), tuple(body), listed)

    def _item_part(self, part: PartAt) -> PlannedPart:
        """Write a part that is a single item: its own paragraphs lead, its 分项 are the items."""
        section = part.sections[0]
        items = self._items(section, headed=True)
        at = next(at for at in items if at.place == part.item)
        scope = self._section_scope(section, items)
        lead = self.writer.item(at, scope, len(items), headed=True)
        spoken = self.writer.front.steps(section).speaks_parts()
        subs = () if spoken else sub_items(at)
        listed = self.writer.front.forms.get("分项", "headed") == "listed"
        inner = scope.within(at.place, {}, count=len(subs))
        planned = [self._sub_item(sub, inner, len(subs), listed=listed) for sub in subs]
        if not lead and not planned:
            lead = [_missing_body(at)]
        lead = _unlonely(lead)
        return PlannedPart(part.heading, part.sections, tuple(lead), tuple(planned))

    def _backdrop(self, section: str) -> bool:
        """Whether a section only sets the scene, so that it is told and not counted off: how things stood at home."""
        return section == "形势" and self.writer.front.register == "交流"

    def paragraphs(self, section: str, closing: str = "") -> list[Paragraph]:
        """Write a section in running text; *closing* names the section whose closing steps come after it.

        Models close with the achievements they stand beside: thanks come once, after both.
        """
        items = self._items(section, headed=False)
        if not items:
            return []
        scope = self._section_scope(section, items)
        steps = self.writer.front.steps(section)
        bare = items[0].item is None
        lead = self.writer.paragraphs(steps.lead, scope, bare=bare)
        bodies = [_run(self.writer.item(at, scope, len(items), headed=False)) for at in items]
        if section == "典型" and self.writer.front.register == "讲话":
            runs = bodies  # each place that was seen has a paragraph of its own
        elif self.writer.front.register == "通稿" or section == "典型" or self._backdrop(section):
            runs = [_run(bodies)]
        else:
            runs = [_numbered(bodies)]
            lead = _kept(lead) if len(items) > 1 else lead
        close = self.writer.paragraphs(steps.close, scope, bare=bare) if section in (closing, "典型") else []
        after = (
            self.writer.paragraphs(self.writer.front.steps(closing).close, scope, bare=bare)
            if closing != section
            else []
        )
        if section == "保障":  # days and listeners have paragraphs of their own
            return [*_glue(lead, runs, []), *close]
        return [*_glue(lead, runs, close), *after]


def _models_first(sections: tuple[str, ...], headed: Sequence[str]) -> tuple[str, ...]:
    """Put models in front of achievements under headings: behind the last heading they would be heard as part of that item."""
    if "成绩" not in headed or "典型" not in sections or "典型" in headed:
        return sections
    others = [section for section in sections if section != "典型"]
    at = others.index("成绩")
    return (*others[:at], "典型", *others[at:])


def _missing_body(at: ItemAt) -> Paragraph:
    """Give the blank that stands for the body of an item that has only its 要点."""
    hint = hints().get(f"{at.section}内容", "“{要点}”的内容")
    point = (at.item.point or at.item.heading or at.item.unit or "") if at.item else at.word
    point = point.replace("“", "‘").replace("”", "’")
    return (Sentence(ended(blank(hint.replace("{要点}", point).replace("{条}", at.word))), KEEP, at.section),)


def _unlonely(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Join a paragraph of a few words to the one before it."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if joined and sum(sentence.size for sentence in paragraph) < _LONELY:
            joined[-1] = (*joined[-1], *paragraph)
        else:
            joined.append(paragraph)
    return joined


def _run(paragraphs: Sequence[Paragraph]) -> Paragraph:
    return tuple(sentence for paragraph in paragraphs for sentence in paragraph)


def _numbered(bodies: Sequence[Paragraph]) -> Paragraph:
    """Run the bodies of several items into one paragraph, each with its 一是, 二是 when there are two or more."""
    run: list[Sentence] = []
    spoken = [body for body in bodies if body]
    for number, body in enumerate(spoken, 1):
        mark = computed(f"{chinese_numeral(number)}是", "序数") if len(spoken) > 1 else ()
        run.append(Sentence(join([mark, body[0].text]), body[0].weight, body[0].section))
        run += body[1:]
    return tuple(run)


def _kept(lead: list[Paragraph]) -> list[Paragraph]:
    """Keep the sentence that leads from one thing over to a list of others, however long the speech: the list would hang in the air."""
    if not lead:
        return lead
    return [*lead[:-1], (*lead[-1][:-1], replace(lead[-1][-1], weight=KEEP))]


def _glue(lead: list[Paragraph], runs: Sequence[Paragraph], close: list[Paragraph]) -> list[Paragraph]:
    """Join the last leading paragraph to the first of *runs*, and the first closing one to the last of them."""
    body = list(runs)
    body[0] = (*(lead[-1] if lead else ()), *body[0])
    body[-1] = (*body[-1], *(close[0] if close else ()))
    return [*lead[:-1], *(paragraph for paragraph in body if paragraph), *close[1:]]
