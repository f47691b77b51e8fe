"""The whole speech: opening, parts, ending, each from the steps that the outline names."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

from msgspec.structs import replace

from generator.bank import Bank
from generator.brief.schema import Brief
from generator.draft import Text, plain
from generator.outline import FrontMatter, Outline
from generator.planning import frame
from generator.planning.calendar import complete
from generator.planning.choose import Chooser
from generator.planning.fit import fit, spoken
from generator.planning.items import drawn, empty, safeguards_run_on, section_items, tracking
from generator.planning.memory import Memory
from generator.planning.parts import Layout, lay_out
from generator.planning.plan import Paragraph, Plan, Sentence
from generator.planning.scope import Scope
from generator.planning.sections import Sections, spare_headings
from generator.planning.speech import speech_values
from generator.planning.steps import Writer
from generator.planning.text import computed, counted, join, length
from generator.planning.verbatim import with_verbatim
from generator.vocabulary import SECTIONS, grammar, roles

_LONGEST_NAME: Final = 8  # characters of a part's name that can be said in a row with others
_ANY: Final = "〇"  # stands for a character of the title
Plans: TypeAlias = dict[Path, tuple[Brief, Plan]]
"""The last plan by the path of its outline, with the brief that it was made for, from which title only its length is known."""


def make_plan(
    brief: Brief,
    outline: Outline,
    bank: Bank,
    rate: int,
    seed: int = 0,
    memory: Memory | None = None,
    plans: Plans | None = None,
) -> Plan:
    """Decide everything about a speech: its parts, its headings, every sentence, its length.

    *brief* has its defaults filled in; *rate* is characters a minute; *memory* holds what the drafter keeps and what former
    speeches used. *plans* are those made before with the same bank, rate, seed and memory: a brief that only bears another
    title of that length is not planned again. The same arguments give the same plan. Raises UserError when 骨架 asks for
    parts that the outline cannot make.
    """
    title = frame.given_title(brief, outline.front)
    untitled = replace(brief, title=_ANY * length(title) if title else None)  # nothing below can read what it says
    known, plan = (plans or {}).get(outline.path, (None, None))
    if plan is None or known != untitled:
        plan = _plan(untitled, outline, bank, rate, seed, memory or Memory())
    if plans is not None:
        plans[outline.path] = (untitled, plan)
    return replace(plan, title=title) if title else plan


def _plan(brief: Brief, outline: Outline, bank: Bank, rate: int, seed: int, memory: Memory) -> Plan:
    front = outline.front
    chooser = Chooser(bank, front.register, front.id, brief.topic, brief.wishes.tone, brief.wishes.avoid, seed)
    chooser.pins, chooser.former = memory.pins, memory.former
    grouped = {name for group in front.parts for name in group}
    present = frozenset(
        name
        for name in SECTIONS
        if section_items(brief, front, name, headed=True)
        or (name in grouped and drawn(brief, name) and spare_headings(front, bank, name, seed))
    )
    scope = Scope(speech_values(brief, front), "", sections=present)
    layout = lay_out(brief, front, bank, present, scope, seed, memory.former)
    scope = _with_layout(scope, layout, brief, front)
    for line in layout.family.lines if layout.family else ():
        if set(line.sections) <= present and all(scope.values.get(need) for need in line.needs):
            chooser.adopt(f"{layout.family_id}/{line.role}", line.role, line.text)
    composer = _Composer(Writer(brief, front, chooser), scope, layout)
    plan = composer.plan()
    fitted = fit(plan, brief, rate, front)
    return replace(fitted, choices=spoken(fitted, chooser.choices))


def _with_layout(scope: Scope, layout: Layout, brief: Brief, front: FrontMatter) -> Scope:
    names = [part.name for part in layout.parts if part.name]
    counts = {
        name: len(section_items(brief, front, section, headed=True))
        for name, section in (("问题数", "问题"), ("举措数", "举措"))
    }
    values: dict[str, Text] = {}
    together = [part.sections for part in layout.parts if {"举措", "保障"} <= set(part.sections)]
    counted_through = front.register == "讲话" and together and not safeguards_run_on(brief, together[0])
    if counted_through:  # the headings of both
        counts["保障数"] = len(section_items(brief, front, "保障", headed=True))
    values |= {name: counted(n, name) for name, n in counts.items() if n}
    values["调度"] = tracking(brief.safeguards, "保障")
    values["齐备"] = computed("齐备", "举措") if complete(brief) else ()
    plainly = any(word in note for note in brief.wishes.notes for word in grammar().against_slogans)
    values["戒口号"] = computed("戒口号", "交代") if plainly else ()
    values["部分数"] = counted(len(layout.parts), "部分数") if len(layout.parts) > 1 else ()
    if len(names) == len(layout.parts) and len(names) > 1 and all(length(name) <= _LONGEST_NAME for name in names):
        values["骨架列"] = join(names, "；" if any("，" in plain(name) for name in names) else "、")
    return scope.within("", values, count=len(layout.parts))


class _Composer:
    """Walks through the layout once; the chooser remembers what has been said."""

    def __init__(self, writer: Writer, scope: Scope, layout: Layout) -> None:
        self._writer = writer
        self._sections = Sections(writer, scope)
        self._scope = scope
        self._layout = layout
        self._front = writer.front
        self._brief = writer.brief

    def plan(self) -> Plan:
        opening = self._opening()
        parts = tuple(self._sections.part(part) for part in self._layout.parts)
        ending = [*(p for s in self._layout.tail for p in self._sections.paragraphs(s, s)), *self._ending()]
        return Plan(
            title=frame.title(self._writer, self._scope),
            date=frame.date(self._writer),
            speaker=frame.speaker(self._writer),
            salutation=self._scope.values.get("称谓"),
            opening=tuple(opening),
            parts=parts,
            ending=tuple(ending),
            source=frame.source(self._writer, self._scope),
        )

    def _opening(self) -> list[Paragraph]:
        scope = replace(self._scope, section="开头", place="开头", cues=self._scope.shown("依据"))
        written: list[Paragraph] = []
        for steps in self._front.opening:
            paragraph: Paragraph = ()
            for step in steps:
                if step == "situation" and self._brief.situation and not self._in_part("形势"):
                    before = self._sections.paragraphs("形势", "形势")
                    written += [paragraph, *before[:-1]] if len(before) > 1 and paragraph else before[:-1]
                    paragraph = (*(() if len(before) > 1 else paragraph), *(before[-1] if before else ()))
                elif step == "verbatim":  # what the leader begins with himself; several lines stand alone
                    *lines, paragraph = with_verbatim(self._brief, "开头", [()])
                    written += [line for line in (*lines, paragraph) if lines and line]
                    paragraph = () if lines else paragraph
                else:
                    paragraph += self._writer.sentences((step,), scope, bare=empty(self._brief))
            if paragraph:
                written.append(paragraph)
        rest = self._left_over(("convene", "basis"), scope)
        written = [*written[:-1], *([rest] if rest else []), *written[-1:]]
        if not any("verbatim" in steps for steps in self._front.opening):
            written = [*with_verbatim(self._brief, "开头", written[:1]), *written[1:]]
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
        rest = self._left_over(("goal", "lead-measures", "thanks", "recall", "call"), scope)
        paragraphs = [*([rest] if rest else []), *written]
        if not paragraphs:
            return with_verbatim(self._brief, "结尾", paragraphs)
        *before, last = paragraphs
        at = self._last_words(last)
        told = with_verbatim(self._brief, "结尾", [*before, *([last[:at]] if last[:at] else [])])
        return [*told[:-1], (*(told[-1] if told else ()), *last[at:])]

    def _last_words(self, paragraph: Paragraph) -> int:
        """Give the sentence from which on the speech takes its leave: the drafter's call, or the courtesy that ends remarks."""
        call = self._scope.shown("号召")
        polite = [step.rstrip("?") for step in self._front.ending[-1]][-1] == "polite"
        leave = (n for n, sentence in enumerate(paragraph) if call and call in plain(sentence.text))
        return next(leave, len(paragraph) - polite)
