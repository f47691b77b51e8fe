"""Steps: what an outline's front matter asks for, one after another, turned into sentences.

A step is a role, for which the chooser finds a phrase, or one of the material steps (要点, facts, duties …) that speak the
brief's own words. ``?`` at the end of a step marks a sentence that is wanted only when the speech would be too short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from generator.brief.schema import Brief
from generator.draft import plain
from generator.numbering import chinese_numeral
from generator.outline import FrontMatter, Steps
from generator.planning.calendar import wants_days
from generator.planning.choose import Chooser
from generator.planning.echoes import behind
from generator.planning.facts import Told, clusters, run_on
from generator.planning.heard import addresses, callbacks, praised
from generator.planning.items import ItemAt, about_responsibility, heading_of, item_scope, sub_items, told_facts
from generator.planning.measures import answering, remark, speak_duties
from generator.planning.plan import KEEP, Paragraph, Sentence
from generator.planning.scope import Scope
from generator.planning.text import computed, counted, ended, join, said
from generator.planning.verbatim import says_himself, with_verbatim
from generator.unspoken import item_material, told_by_fact, unlabelled
from generator.vocabulary import grammar

FRAMES = {"形势": "situation", "典型": "model", "成绩": "claim", "问题": "problem", "举措": "action", "保障": "guard"}
"""The role whose frames stand in for a blank item of a section."""

_REPEATS = -100.0  # added to the weight of what was said before, so that it lengthens a speech last of all
_HEARING = ("echo", "follow", "guard", "judgement", "harm")
"""Roles whose sentences take up a word that was just said."""
_LEADERS_OWN = ("aim", "again", "demand", "echo", "follow", "merit", "model-verdict")

_FACT_KINDS = {"practice": "做法", "figure": "数据", "case": "案例"}
_SPEAKS = {"cause": "原因", "why": "原因", "honour": "评价"}


class Writer(Struct, frozen=True):
    """What it takes to write a step: the brief, the outline's front matter, and the chooser with its memory."""

    brief: Brief
    front: FrontMatter
    chooser: Chooser

    def paragraphs(
        self, steps: Steps, scope: Scope, at: ItemAt | None = None, *, bare: bool = False
    ) -> list[Paragraph]:
        """Write paragraphs of steps; a paragraph that comes out empty is left out."""
        written = (self.sentences(paragraph, scope, at, bare=bare) for paragraph in steps)
        return [paragraph for paragraph in written if paragraph]

    def sentences(
        self, steps: Iterable[str], scope: Scope, at: ItemAt | None = None, *, bare: bool = False
    ) -> Paragraph:
        """Write one paragraph of steps."""
        written: list[Sentence] = []
        for step in steps:
            name = step.rstrip("?")
            said_now = self._step(name, scope, at, bare=bare, extra=step.endswith("?"))
            written = self._placed(written, said_now, at, scope) if name in _HEARING and at else [*written, *said_now]
        return _run_in(written)

    def _placed(
        self, written: list[Sentence], hearing: tuple[Sentence, ...], at: ItemAt, scope: Scope
    ) -> list[Sentence]:
        """Put a sentence that answers to words of a duty or a fact right behind it."""
        for sentence in hearing:
            phrase = self.chooser.bank.phrases.get(self.chooser.choices[-1].name)
            quoted = [span.text for span in sentence.text if span.origin.kind == "brief"]
            quoted += filter(None, [scope.shown("榜样法")])
            written = behind(written, at.place, (*(phrase.holds if phrase else ()), *quoted), sentence)
        return written

    def item(self, at: ItemAt, scope: Scope, count: int, *, headed: bool, sub: bool = False) -> list[Paragraph]:
        """Write the body of one item. *headed* says that its 要点 already stands in a heading."""
        inner = item_scope(at, scope, self.brief, self.front, count)
        if at.drawn:
            return self.paragraphs(self.front.steps(at.section).item, inner)
        if at.item is None:
            frame = self.chooser.choose(FRAMES[at.section], inner, skeleton=True, frames="only")
            return [(frame,)] if frame else []
        item, section = at.item, self.front.steps(at.section)
        steps = (section.sub or section.item) if sub else section.item
        if not headed and at.section == "保障":  # one of a run: nothing may come between 一是 and 二是
            steps = without(steps, "calendar", "roll-call")
        if not headed or not about_responsibility(at):
            steps = without(steps, "address")
        if headed:
            steps = without(steps, "point")
        elif item.parts and not any("parts" in paragraph for paragraph in steps):
            steps = (*steps, ("parts",))
        told = any("point" in paragraph or "model" in paragraph for paragraph in steps)
        if steps and not headed and not told and not self._label(at):
            steps = (("point", *steps[0]), *steps[1:])
        paragraphs = self.paragraphs(steps, inner, at)
        return with_verbatim(self.brief, at.place, self._with_rest(at, inner, paragraphs, headed=headed))

    def _label(self, at: ItemAt) -> bool:
        """Whether a 要点 only names its item: a report runs it into its sentence, an exchange opens on the facts."""
        return self.front.register == "通稿" or (self.front.register == "交流" and at.section == "形势")

    def _with_rest(self, at: ItemAt, scope: Scope, paragraphs: list[Paragraph], *, headed: bool) -> list[Paragraph]:
        """Add what the steps of the outline did not take up: nothing of the drafter's is lost because a step is missing.

        Where only a sentence that may be cut says it, that sentence is kept.
        """
        if at.item is None:
            return paragraphs
        flat = [sentence for paragraph in paragraphs for sentence in paragraph]
        safe = "".join(plain(sentence.text) for sentence in flat if sentence.weight == KEEP)
        safe += (at.item.heading or at.item.point or "") if headed else ""
        keep: set[int] = set()
        rest: list[Sentence] = []
        bare = unlabelled(self.brief, at.section)
        for place, text, reason in item_material(at.place, at.item, self.front, unlabelled=bare):
            if reason or text.rstrip("。") in safe:
                continue
            saying = next((sentence for sentence in flat if text in plain(sentence.text)), None)
            if saying:
                keep.add(id(saying))
            else:
                naming = self.chooser.choose("naming", scope, must=("单位",)) if place.endswith("单位") else None
                saying = naming or Sentence(ended(said(text, place)), KEEP, at.section)
                rest.append(saying)
            safe += plain(saying.text)
        held = [tuple(replace(s, weight=KEEP) if id(s) in keep else s for s in paragraph) for paragraph in paragraphs]
        return [*held[:-1], (*(held[-1] if held else ()), *rest)] if rest else held

    def _step(self, step: str, scope: Scope, at: ItemAt | None, *, bare: bool, extra: bool) -> tuple[Sentence, ...]:
        """Write one step: the brief's material, or the phrase that a role finds."""
        if step in _OF_ITEM:
            return _OF_ITEM[step](self, at, scope) if at else ()
        if at and step in _FACT_KINDS:
            return self._facts_of_kind(step, scope, at)
        if at and step in _SPEAKS:
            return self._spoken_value(step, scope)
        if step == "callback":
            return callbacks(self.chooser, scope)
        if step == "address":  # behind the safeguards where there are any
            early = scope.section == "举措" and self.brief.safeguards
            return () if early else addresses(self.brief, self.chooser, scope)
        if self._his_own_words(step, scope):
            return ()
        if at and at.item and step == "echo":
            said_now = remark(at.item, at.place, scope, self.brief, self.chooser, extra=extra)
            return (said_now,) if said_now else ()
        scope = self._hearing(step, scope, at)
        framed = bare and step != FRAMES.get(scope.section)  # that one is for the blank item itself
        asked = step == "calendar" and wants_days(self.brief)
        extra = extra and not asked and not (step == "demand" and praised(scope))
        chosen = self.chooser.choose(step, scope, skeleton=bare, frames="after" if framed else "none", extra=extra)
        if chosen is None:
            return ()
        repeats = chosen.weight + _REPEATS if step == "calendar" and extra else chosen.weight
        return (replace(chosen, weight=KEEP if asked else repeats),)

    def _his_own_words(self, step: str, scope: Scope) -> bool:
        """Whether the leader says something himself (照录) that this step would forestall, soften or close twice."""
        if step == "sum-problems":
            return says_himself(self.brief, f"问题/{len(self.brief.problems)}")
        return step in _LEADERS_OWN and says_himself(
            self.brief, scope.section if step == "model-verdict" else scope.place
        )

    def _hearing(self, step: str, scope: Scope, at: ItemAt | None) -> Scope:
        """Give the scope in which a step hears what it is to speak of, where that is not all that stands there."""
        if step == "polite":
            return scope.within(scope.place, {}, cues=scope.shown("号召"))
        if at and at.item and step == "aim":  # what the matter is about, not a word of what was done
            return scope.within(scope.place, {}, cues="\n".join((plain(heading_of(at)), at.item.cause or "")))
        return answering(at.item, at.place, scope, self.brief) if at and at.item and step == "answer" else scope

    def _spoken_value(self, role: str, scope: Scope) -> tuple[Sentence, ...]:
        """Say a value of the item (its cause, its praise) through a phrase that bears it, or bare where none does."""
        value = scope.values.get(_SPEAKS[role])
        if not value:
            return ()
        chosen = self.chooser.choose(role, scope.within(scope.place, {}, cues=plain(value)))
        return (chosen or Sentence(ended(value), KEEP, scope.section),)

    def _model(self, at: ItemAt, scope: Scope) -> tuple[Sentence, ...]:
        """Say what one unit did, and how it was praised; without facts its 要点 is all there is to say."""
        if not scope.values.get("事实"):
            return self._point(at, scope)
        told = [scope.values.get(name, ()) for name in ("单位", "要点", "事实")]
        chosen = self.chooser.choose("model", scope)
        praise = self._spoken_value("honour", scope)
        return (chosen or Sentence(ended(join(told, "，")), KEEP, scope.section), *praise)

    def _point(self, at: ItemAt, scope: Scope) -> tuple[Sentence, ...]:
        """Say the 要点 as a short sentence, unless the facts say the same words; that of a lone achievement runs on into them."""
        item = at.item
        if item is None or not (item.point or item.heading):
            return ()
        point = item.heading or item.point or ""
        if told_by_fact(item) or any(fact.say.startswith(point) for fact in item.facts):
            return ()
        if unlabelled(self.brief, at.section):
            return ()
        said_now = said(point, f"{at.place}/要点")
        inward = self.front.register == "讲话" and at.section == "成绩" and scope.count == 1 and item.facts
        text = said_now + computed("，", "标点") if inward else ended(said_now)
        return (Sentence(text, KEEP, at.section),)

    def _facts(self, at: ItemAt, scope: Scope) -> tuple[Sentence, ...]:
        written: list[Sentence] = []
        for group in clusters(told_facts(at, self.front)):
            written.append(Sentence(ended(run_on(group)), KEEP, scope.section))
            because = group[-1].because
            if because:
                inner = scope.without("原因").within(scope.place, {"因": because}, cues=plain(because))
                cause = self.chooser.choose("cause", inner)
                written.append(cause or Sentence(ended(because), KEEP, scope.section))
        return tuple(written)

    def _facts_of_kind(self, step: str, scope: Scope, at: ItemAt) -> tuple[Sentence, ...]:
        mine = self._of_kind(_FACT_KINDS[step], at)
        if not mine:
            return ()
        values = {"事实": run_on(mine), "项数": counted(len(mine), "项数")}
        texts = [plain(entry.text) for entry in mine]
        words = grammar()
        deed = texts[0].startswith(words.verbs) and not any(text.startswith(words.not_verbs) for text in texts)
        kinds = frozenset(("动宾",) if deed else ())
        inner = scope.within(scope.place, values, cues="\n".join(texts), count=len(mine), kinds=kinds)
        chosen = self.chooser.choose(step, inner, must=("事实",))
        return (chosen or Sentence(ended(values["事实"]), KEEP, scope.section),)

    def _of_kind(self, kind: str, at: ItemAt) -> list[Told]:
        """Give the facts of a kind. Where the brief types none, what tells of change and all after it is 数据: order is kept."""
        told = told_facts(at, self.front)
        if at.item and not any(fact.kind for fact in at.item.facts):
            turns = (
                n for n, entry in enumerate(told) if any(mark in plain(entry.text) for mark in grammar().change_marks)
            )
            turn = next(turns, len(told))
            return list({"做法": told[:turn], "数据": told[turn:]}.get(kind, ()))
        named = set(_FACT_KINDS.values())
        return [t for t in told if kind in t.kinds or (kind == "数据" and not t.kinds & named)]

    def _duties(self, at: ItemAt, scope: Scope) -> tuple[Sentence, ...]:
        return speak_duties(at.item, at.place, scope, self.brief, self.chooser) if at.item else ()

    def _parts(self, at: ItemAt, scope: Scope) -> tuple[Sentence, ...]:
        """Say 分项 in one run: 一是……。二是……。"""
        item = at.item
        written: list[Sentence] = []
        for part_at in sub_items(at):
            body = self.item(part_at, scope, len(item.parts) if item else 0, headed=False, sub=True)
            mark = computed(f"{chinese_numeral(part_at.number)}是", "序数")
            flat = [sentence for paragraph in body for sentence in paragraph]
            if flat:
                written.append(Sentence(mark + flat[0].text, KEEP, at.section))
                written += flat[1:]
        return tuple(written)


_OF_ITEM: dict[str, Callable[[Writer, ItemAt, Scope], tuple[Sentence, ...]]] = {
    "point": Writer._point,  # the table of the class's own steps
    "facts": Writer._facts,
    "duties": Writer._duties,
    "parts": Writer._parts,
    "model": Writer._model,
}
"""Steps that speak an item's own material."""


def without(steps: Steps, *names: str) -> Steps:
    """Leave out the steps of these names, marked ``?`` or not."""
    return tuple(tuple(step for step in paragraph if step.rstrip("?") not in names) for paragraph in steps)


def _run_in(sentences: list[Sentence]) -> Paragraph:
    """Run a sentence that only leads up to the next one (……，也要看到：) into it."""
    run: list[Sentence] = []
    for sentence in sentences:
        if run and plain(run[-1].text).endswith(("：", "，")):
            run[-1] = replace(sentence, text=run[-1].text + sentence.text)
        else:
            run.append(sentence)
    return tuple(run)
