"""The whole speech: opening, parts, ending, each from the steps that the outline names."""

from __future__ import annotations

from dataclasses import replace

from generator.brief.schema import Brief
from generator.draft import Origin, Span, Text, plain
from generator.outline import FrontMatter, Outline
from generator.phrasebank import Bank
from generator.planning.choose import Chooser
from generator.planning.dates import meeting_day
from generator.planning.fit import fit
from generator.planning.items import ItemAt, drawn, empty, heading_of, section_items
from generator.planning.parts import Layout, PartAt, lay_out
from generator.planning.plan import KEEP, Paragraph, Plan, PlannedItem, PlannedPart, Sentence
from generator.planning.scope import Scope
from generator.planning.speech import speech_values
from generator.planning.steps import Writer, missing_body, numbered, sub_items
from generator.planning.text import blank, computed, counted, join, said
from generator.vocabulary import SECTIONS, hints, roles


def make_plan(brief: Brief, outline: Outline, bank: Bank, rate: int, seed: int = 0) -> Plan:
    """Decide everything about a speech: its parts, its headings, every sentence, its length.

    *brief* has its defaults filled in; *rate* is characters a minute. The same arguments give the same plan. Raises UserError
    when 骨架 asks for parts that the outline cannot make.
    """
    front = outline.front
    chooser = Chooser(bank, front.register, front.id, brief.topic, brief.wishes.tone, brief.wishes.avoid, seed)
    grouped = {name for group in front.parts for name in group}
    present = frozenset(
        name
        for name in SECTIONS
        if section_items(brief, front, name, headed=True) or (name in grouped and drawn(brief, name))
    )
    scope = Scope(speech_values(brief, front), "", sections=present)
    layout = lay_out(brief, front, bank, present, scope, seed)
    scope = _with_layout(scope, layout, brief, front)
    composer = _Composer(Writer(brief, front, chooser), scope, layout)
    plan = composer.plan()
    return fit(plan, brief, rate)


def _with_layout(scope: Scope, layout: Layout, brief: Brief, front: FrontMatter) -> Scope:
    names = [part.name for part in layout.parts if part.name]
    counts = {
        name: len(section_items(brief, front, section, headed=True))
        for name, section in (("问题数", "问题"), ("举措数", "举措"))
    }
    values: dict[str, Text] = {name: counted(n, name) for name, n in counts.items() if n}
    values["部分数"] = counted(len(layout.parts), "部分数") if len(layout.parts) > 1 else ()
    if len(names) == len(layout.parts) and len(names) > 1:
        values["骨架列"] = join(names, "、")
    lines = {}
    if layout.family:
        for line in layout.family.lines:
            if set(line.sections) <= scope.sections and all(scope.values.get(need) for need in line.needs):
                lines[line.role] = (f"{layout.family_id}/{line.role}", line.text)
    return replace(scope.within("", values), family_lines=lines, count=len(layout.parts))


class _Composer:
    """Walks through the layout once; the chooser remembers what has been said."""

    def __init__(self, writer: Writer, scope: Scope, layout: Layout) -> None:
        self._writer = writer
        self._bank = writer.chooser.bank
        self._scope = scope
        self._layout = layout
        self._front = writer.front
        self._brief = writer.brief

    def plan(self) -> Plan:
        opening = self._opening()
        parts = tuple(self._part(part) for part in self._layout.parts)
        ending = [*(p for s in self._layout.tail for p in self._paragraph_section(s, s)), *self._ending()]
        return Plan(
            title=self._title(),
            date=self._date(),
            speaker=self._speaker(),
            salutation=self._scope.values.get("称谓"),
            opening=tuple(opening),
            parts=parts,
            ending=tuple(ending),
            source=self._source(),
        )

    # -- the frame around the text

    def _title(self) -> Text:
        title = self._brief.title
        if title:
            return said(title, "标题")
        bare = empty(self._brief)
        headline = self._writer.chooser.choose("news-headline", self._scope, frames="after" if bare else "none")
        return headline.text if headline else blank(hints()["标题"].replace("讲话", self._front.speech or "稿件"))

    def _date(self) -> Text | None:
        meeting = self._brief.meeting
        day = meeting_day(meeting.time) if meeting else ""
        if day:
            return computed("（", "标点") + said(day, "会议/时间") + computed("）", "标点")
        hint = self._wanted("会议", "日期行")
        return computed("（", "标点") + hint + computed("）", "标点") if hint else None

    def _speaker(self) -> Text | None:
        speaker = self._brief.speaker
        if speaker and speaker.name:
            post = said(speaker.post, "讲话人/职务") + computed("\u3000", "标点") if speaker.post else ()
            return post + said(speaker.name, "讲话人/姓名")
        return None if speaker else self._wanted("讲话人", "讲话人行")

    def _wanted(self, key: str, hint: str) -> Text | None:
        return blank(hints()[hint]) if key in self._front.wants and empty(self._brief) else None

    def _source(self) -> Text | None:
        if self._front.register != "通稿":
            return None
        sentence = self._writer.chooser.choose("news-source", self._scope, frames="after")
        return sentence.text if sentence else None

    def _opening(self) -> list[Paragraph]:
        scope = replace(self._scope, section="开头", place="开头")
        written: list[Paragraph] = []
        for steps in self._front.opening:
            paragraph: Paragraph = ()
            for step in steps:
                if step == "situation" and self._brief.situation and not self._in_part("形势"):
                    before = self._paragraph_section("形势", "形势")
                    written += [paragraph, *before[:-1]] if len(before) > 1 and paragraph else before[:-1]
                    paragraph = (*(() if len(before) > 1 else paragraph), *(before[-1] if before else ()))
                else:
                    paragraph += self._writer.sentences((step,), scope, bare=empty(self._brief))
            if paragraph:
                written.append(paragraph)
        rest = self._left_over(("convene", "basis"), scope)
        written = [*written[:-1], *([rest] if rest else []), *written[-1:]]
        if not any("verbatim" in steps for steps in self._front.opening):
            written = self._writer.verbatim("开头", written)
        return written

    def _left_over(self, roles_: tuple[str, ...], scope: Scope) -> Paragraph:
        """Say what these roles have to carry and no step has carried: an outline without the step loses nothing."""
        found: list[Sentence] = []
        for role in roles_:
            for name in roles()[role].carries:
                if (
                    scope.values.get(name)
                    and name not in self._writer.chooser.spoken
                    and self._front.register != "通稿"
                ):
                    sentence = self._writer.chooser.choose(role, scope, must=(name,))
                    found += [sentence] if sentence else []
        return tuple(found)

    def _in_part(self, section: str) -> bool:
        return any(section in part.sections for part in self._layout.parts)

    def _ending(self) -> list[Paragraph]:
        scope = replace(self._scope, section="结尾", place="结尾", cues=self._scope.shown("回扣"))
        written = self._writer.paragraphs(self._front.ending, scope, bare=empty(self._brief))
        rest = self._left_over(("lead-measures", "thanks", "recall", "call"), scope)
        return self._writer.verbatim("结尾", [*([rest] if rest else []), *written])

    # -- parts

    def _part(self, part: PartAt) -> PlannedPart:
        if part.item:
            return self._item_part(part)
        lead: list[Paragraph] = []
        items: list[PlannedItem] = []
        close: list[Paragraph] = []
        headed = [section for section in part.sections if self._form(section, part) != "paragraph"]
        told = [section for section in part.sections if section in ("成绩", "典型") and section not in headed]
        for section in part.sections:
            if section not in headed:
                closing = "成绩" if told and section == told[-1] else "" if section in told else section
                (close if items else lead).extend(self._paragraph_section(section, closing))
                continue
            before, within, after = self._headed_section(section, part)
            lead.extend(() if items else before)
            close = [*after, *close] if section == headed[-1] else close
            items.extend(within)
        return PlannedPart(part.heading, part.sections, tuple(lead), tuple(items), tuple(close))

    def _form(self, section: str, part: PartAt) -> str:
        items = section_items(self._brief, self._front, section, headed=True)
        form = self._front.forms.get(section, "headed")
        alone = len(part.sections) == 1
        bodies = [at for at in items if at.has_body()]
        if not items:
            return form  # drawn from the measures
        if items[0].item is not None and not bodies and section != "保障":
            return "paragraph"  # nothing but 要点: 一是……。二是……。
        if form == "paragraph" and alone and len(bodies) > 1 and self._front.register == "讲话":
            return "headed"
        if form == "headed" and len(items) == 1 and items[0].item is not None:
            return "paragraph"  # a lone （一） is a mistake of numbering
        return form

    def _items(self, section: str, *, headed: bool) -> tuple[ItemAt, ...]:
        return section_items(self._brief, self._front, section, headed=headed)

    def _section_scope(self, section: str, items: tuple[ItemAt, ...]) -> Scope:
        points = [said(at.item.point, at.place) for at in items if at.item and at.item.point]
        values = {
            "项数": counted(len(items), "项数") if items else (),
            "要点列": join(points, "、") if len(points) == len(items) else (),
        }
        cues = "\n".join(plain(point) for point in points)
        return self._scope.within(section, values, cues=cues, count=len(items), section=section)

    def _headed_section(self, section: str, part: PartAt) -> tuple[list[Paragraph], list[PlannedItem], list[Paragraph]]:
        items = self._items(section, headed=True)
        if not items or items[0].item is None:
            items = self._named(section, items) or items
        scope = self._section_scope(section, items)
        steps = self._front.steps(section)
        bare = items[0].item is None and not items[0].drawn
        lead = self._writer.paragraphs(steps.lead, scope, bare=bare)
        listed = self._form(section, part) == "listed"
        planned = [self._planned_item(at, scope, len(items), listed=listed) for at in items]
        close = self._writer.paragraphs(steps.close, scope, bare=bare)
        return lead, [item for item in planned if item.paragraphs or item.parts], close

    def _named(self, section: str, blanks: tuple[ItemAt, ...]) -> tuple[ItemAt, ...]:
        """Give items under the headings of a level-2 family, for a section whose items the brief does not give."""
        for name in self._front.families:
            family_id = f"headings/{name}"
            family = self._bank.families.get(family_id)
            if family and family.level == 2 and all(section in heading.sections for heading in family.headings):
                headings = [(Span(each.alone, Origin("phrase", family_id)),) for each in family.headings]
                return tuple(
                    ItemAt(section, f"{section}/{n}", n, None, heading, drawn=not blanks)
                    for n, heading in enumerate(headings, 1)
                )
        return ()

    def _planned_item(self, at: ItemAt, scope: Scope, count: int, *, listed: bool) -> PlannedItem:
        body = self._writer.item(at, scope, count, headed=True)
        parts: tuple[PlannedItem, ...] = ()
        if at.item and at.item.parts and not any("parts" in steps for steps in self._front.steps(at.section).item):
            inner = self._front.forms.get("分项", "listed") == "listed"
            subs = sub_items(at)
            parts = tuple(self._sub_item(sub, scope, len(subs), listed=inner) for sub in subs)
        if at.item and not at.has_body() and at.section != "保障":
            told = tuple(s for paragraph in body for s in paragraph if s.weight == KEEP)
            body = [(*told, *missing_body(at))]  # a judgement without a fact would be a claim
        missing = () if parts or at.drawn else (missing_body(at),)
        return PlannedItem(heading_of(at), tuple(body) or missing, listed, parts)

    def _sub_item(self, at: ItemAt, scope: Scope, count: int, *, listed: bool) -> PlannedItem:
        body = self._writer.item(at, scope, count, headed=True, sub=True)
        return PlannedItem(heading_of(at), tuple(body), listed)

    def _item_part(self, part: PartAt) -> PlannedPart:
        """Write a part that is a single item: its own paragraphs lead, its 分项 are the items."""
        section = part.sections[0]
        items = self._items(section, headed=True)
        at = next(at for at in items if at.place == part.item)
        scope = self._section_scope(section, items)
        lead = self._writer.item(at, scope, len(items), headed=True)
        subs = sub_items(at)
        listed = self._front.forms.get("分项", "headed") == "listed"
        inner = scope.within(at.place, {}, count=len(subs))
        planned = [self._sub_item(sub, inner, len(subs), listed=listed) for sub in subs]
        if not lead and not planned:
            lead = [missing_body(at)]
        return PlannedPart(part.heading, part.sections, tuple(lead), tuple(planned))

    # -- sections without headings of their own

    def _paragraph_section(self, section: str, closing: str = "") -> list[Paragraph]:
        """Write a section in running text; *closing* names the section whose closing steps come after it.

        Models close with the achievements they stand beside: thanks come once, after both.
        """
        items = self._items(section, headed=False)
        if not items:
            return []
        scope = self._section_scope(section, items)
        steps = self._front.steps(section)
        bare = items[0].item is None
        lead = self._writer.paragraphs(steps.lead, scope, bare=bare)
        bodies = [self._writer.item(at, scope, len(items), headed=False) for at in items]
        if self._front.register == "通稿" or section == "典型":
            run = tuple(sentence for body in bodies for paragraph in body for sentence in paragraph)
        else:
            run = numbered(bodies)
        close = self._writer.paragraphs(steps.close, scope, bare=bare) if section in (closing, "典型") else []
        after = (
            self._writer.paragraphs(self._front.steps(closing).close, scope, bare=bare) if closing != section else []
        )
        return [*_glue(lead, run, close), *after]


def _glue(lead: list[Paragraph], run: tuple[Sentence, ...], close: list[Paragraph]) -> list[Paragraph]:
    """Join the last leading paragraph, the items and the first closing one into one paragraph."""
    last = lead[-1] if lead else ()
    first = close[0] if close else ()
    return [*lead[:-1], *([body] if (body := (*last, *run, *first)) else []), *close[1:]]
