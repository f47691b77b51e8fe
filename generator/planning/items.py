"""The items of a section as planning sees them: given or blank, each with the scope of its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from generator.brief.schema import Brief, Duty, Item
from generator.draft import Text, plain
from generator.numbering import chinese_numeral
from generator.outline import FrontMatter
from generator.planning.duties import by_date, division
from generator.planning.facts import Told, cue_text, duty_text, run_on, tell
from generator.planning.figures import is_left_by, measure_word, quoted, rate, remainder, twin_quotes
from generator.planning.heard import heard_before, without_praised
from generator.planning.parallel import neighbours
from generator.planning.scope import Scope
from generator.planning.text import blank, computed, counted, join, said
from generator.slots import HAN
from generator.unspoken import told_by_fact
from generator.vocabulary import SECTIONS, grammar, hints

_SAME_WORDS = 2  # pairs of characters in common from which two facts speak of one thing
_SHORT_MINUTES = 5
_FEW, _ONE_SENTENCE = 3, 60  # safeguards, and characters of each, that would make lonely lines under headings
_LONGEST_CAUSE, _LONGEST_FACT = 20, 24
_MOST_NAMED = 4  # a longer list of units does not make the subject of a sentence
_NAMED = re.compile(rf"^(.*?(?:{HAN}|）))\d[\d.]*{HAN}*$")


class ItemAt(Struct, frozen=True):
    """An item with its place; ``item`` is None for one that the drafter has not given.

    Such an item is a blank, or, when ``drawn``, speaks of what the plan itself knows (who was named, which days).
    ``heading`` is its heading where a family has one.
    """

    section: str
    place: str
    number: int
    item: Item | None
    heading: Text = ()
    drawn: bool = False

    @property
    def word(self) -> str:
        """What it is called in hints: 问题一."""
        return f"{self.section}{chinese_numeral(self.number)}"

    def has_body(self) -> bool:
        """Whether there is anything to say beyond the 要点."""
        item = self.item
        return item is not None and any(
            (item.facts, item.duties, item.parts, item.cause, item.praise, item.in_charge, item.lead, item.with_)
        )


def section_items(brief: Brief, front: FrontMatter, section: str, *, headed: bool) -> tuple[ItemAt, ...]:
    """Give the items of a section; blank ones when the outline wants the section and the brief is silent."""
    given = brief.section(section)  # type: ignore[arg-type]
    if given:
        return tuple(ItemAt(section, f"{section}/{n}", n, item) for n, item in enumerate(given, 1))
    if section not in wanted(brief, front):
        return ()
    answering = {"问题": brief.measures, "举措": brief.problems}.get(section, ())
    short = brief.length.minutes is not None and brief.length.minutes[1] < _SHORT_MINUTES
    many = headed or section in ("问题", "举措")
    count = (len(answering) or (1 if short else front.blanks)) if many else 1
    return tuple(ItemAt(section, f"{section}/{n}", n, None) for n in range(1, count + 1))


def heading_of(at: ItemAt) -> Text:
    """Give the heading of an item: 标题, else 要点, else a blank that says which one is wanted."""
    if at.heading:
        return at.heading
    item = at.item
    text = (item.heading or item.point or item.unit) if item else None
    if text:
        return said(text, f"{at.place}/{'标题' if item and item.heading else '要点'}")
    first = hints().get(f"{at.section}要点", "{条}的要点")
    hint = first if at.number == 1 else hints().get(f"{at.section}要点续", first)
    return blank(hint.replace("{条}", at.word).replace("{序}", chinese_numeral(at.number)))


def empty(brief: Brief) -> bool:
    """Whether the brief gives no material at all, so that the skeleton of a speech is wanted."""
    return not any(brief.section(name) for name in SECTIONS)  # type: ignore[arg-type]


def wanted(brief: Brief, front: FrontMatter) -> frozenset[str]:
    """Give the sections that become blanks when absent: all of the outline's in a skeleton, else those it insists on."""
    if empty(brief):
        return frozenset((*front.wants, *(name for group in front.parts for name in group)))
    return frozenset(front.wants)


def drawn(brief: Brief, section: str) -> bool:
    """Whether a section that the brief leaves out can be drawn from the measures: safeguards, when there are duties."""
    return section == "保障" and any(item.duties or item.parts for item in brief.measures)


def safeguards_run_on(brief: Brief, sections: tuple[str, ...]) -> bool:
    """Whether the safeguards of a part are told in one run: several without duties, behind its measures or few and short."""
    items = brief.safeguards
    if len(items) < 2 or any(item.duties or item.parts for item in items):
        return False
    short = len(items) <= _FEW and all(sum(len(fact.say) for fact in item.facts) <= _ONE_SENTENCE for item in items)
    return {"举措", "保障"} <= set(sections) or ("保障" in sections and short)


def told_facts(at: ItemAt, front: FrontMatter) -> tuple[Told, ...]:
    """Give the facts of an item as they will be said; its unit opens the first one where no fact names it."""
    if at.item is None:
        return ()
    told = tell(at.item.facts, at.place, front.withheld(at.section))
    unit = at.item.unit
    if unit and told and at.section not in ("典型", "问题") and not at.item.unnamed and "名单" not in front.withhold:
        words = (at.item.point or "") + "".join(plain(entry.text) for entry in told)
        if unit not in words:
            return (Told(said(unit, f"{at.place}/单位") + told[0].text, told[0].kinds, told[0].because), *told[1:])
    return told


def item_scope(at: ItemAt, scope: Scope, brief: Brief, front: FrontMatter, count: int) -> Scope:
    """Give the scope of one item: its words, what they answer or limit, and what can be read off its figures."""
    item = at.item
    if item is None:
        return scope.within(at.place, {}, cues=plain(at.heading), count=count, section=at.section, number=at.word)
    told = told_facts(at, front)
    cues = cue_text(item)
    kinds = frozenset(kind for entry in told for kind in entry.kinds) | ({item.at} if item.at else set())
    text = "".join(plain(entry.text) for entry in told)
    against = next(
        (other for other in brief.achievements if item.against and item.against in (other.point, other.id)), None
    )
    found_rate = rate(cue_text(against)) if against else ""
    left = remainder(text)
    if any(entry.because for entry in told):
        kinds |= {"再因"}
    if found_rate and left and is_left_by(found_rate, left, cue_text(against) if against else ""):
        kinds |= {"率"}
    when = brief.meeting.time if brief.meeting else None
    dates = {entry.due.key for entry in by_date(item, at.place, when) if entry.due.dated}
    cases = sum("事故" in entry.kinds for entry in told)
    strings: dict[str, tuple[str | None, str]] = {
        "要点": (None if at.section in ("成绩", "典型") and told_by_fact(item) else item.point or item.heading, "要点"),
        "单位": (None if item.unnamed else item.unit, "单位"),
        "原因": (item.cause, "原因"),
        "评价": (item.praise, "评价"),
        "对照": (against.point or against.heading if against else None, "对照"),
        "对照实情": (_same_matter(against, item) if against else None, "对照"),
        "率": (found_rate, "对照"),
        "余数": (left, "事实"),
    }
    values: dict[str, Text] = {name: said(text, f"{at.place}/{key}") for name, (text, key) in strings.items() if text}
    values |= {
        "事实": run_on(told),
        "问题": _answered(item, brief, at.place),
        "问题原因": _answered_cause(item, brief, at.place),
        "问题实情": _answered_fact(item, brief, at.place),
        "问题点名": _answered_units(item, brief, front),
        "已成": _continued(item, brief, at.place),
        "负责": join([said(unit, f"{at.place}/负责") for unit in item.in_charge], "、"),
        "牵头": join([said(unit, f"{at.place}/牵头") for unit in item.lead], "、"),
        "配合": join([said(unit, f"{at.place}/配合") for unit in item.with_], "、"),
        "分工": division(item.in_charge, item.lead, item.with_, at.place),
        "量词": computed(measure_word(cues), "量词") if measure_word(cues) else (),
        "调度": tracking([item], "保障") if at.section == "保障" else (),
        "引词": said(quoted(text), at.place) if quoted(text) else (),
        "起数": counted(cases, "起数") if cases > 1 else (),
        "时限数": counted(len(dates), "时限数") if len(dates) > 1 else (),
    }
    twins = twin_quotes(item.cause or "")
    if twins:
        values["甲"], values["乙"] = said(twins[0], f"{at.place}/原因"), said(twins[1], f"{at.place}/原因")
    named = without_praised(brief, _named(item, at.place, front))
    if at.section == "问题" and at.place.count("/") == 1 and "名单" not in front.withhold:
        again = heard_before(brief, at.number, named)
        values |= again
        said_of = {span.text for units in again.values() for span in units}
        named = tuple(unit for unit in named if unit.text not in said_of)
    values["点名"] = join([(unit,) for unit in named], "、")
    if at.place.count("/") == 1:
        values |= neighbours(brief.section(at.section), at.number, at.place)  # type: ignore[arg-type]
    own = scope.without(*values, "因", "前点", "名", "动", "前名", "前动", "甲", "乙")
    return own.within(at.place, values, cues=cues, kinds=kinds, count=count, section=at.section, number=at.word)


def _named(item: Item, place: str, front: FrontMatter) -> Text:
    """Give the units that an item names, a span each; none where they are too many to speak to."""
    if "名单" in front.withhold:
        return ()
    units: dict[str, Text] = {}
    for number, fact in enumerate(item.facts, 1):
        for entry in (fact.names or "").replace("，", "、").split("、"):
            found = _NAMED.match(entry)
            unit = found[1] if found else entry
            if unit and not unit.startswith(("其余", "其他")) and not unit.endswith(grammar().not_units):
                units.setdefault(unit, said(unit, f"{place}/事实/{number}"))
    if not units and item.unit and not item.unnamed:
        return said(item.unit, f"{place}/单位")
    return sum(units.values(), ()) if len(units) <= _MOST_NAMED else ()


def tracking(safeguards: Iterable[Item], place: str) -> Text:
    """Give the 要点 of the safeguard that keeps track of progress: there the days are read out. Empty when none does."""
    words = grammar().tracking
    found = (item.point for item in safeguards if item.point and any(word in cue_text(item) for word in words))
    return next((said(point, place) for point in found), ())


def _answered(item: Item, brief: Brief, place: str) -> Text:
    if item.answers in ((), ("全部",)):
        return ()
    points = [p.point or "" for answer in item.answers for p in brief.problems if answer in (p.point, p.id)]
    return join([said(point, f"{place}/回应") for point in points if point], "、")


def _answered_problems(item: Item, brief: Brief) -> list[tuple[int, Item]]:
    """Give the problems that a measure answers by name, with their numbers."""
    numbered = enumerate(brief.problems, 1)
    return [(number, problem) for number, problem in numbered if {problem.point, problem.id} & set(item.answers)]


def _answered_cause(item: Item, brief: Brief, place: str) -> Text:
    """Give the cause of the one problem that a measure answers, where it is short and the duties do meet it."""
    answered = _answered_problems(item, brief)
    if len(answered) != 1:
        return ()
    _, problem = answered[0]
    cause = problem.cause or (problem.facts[0].because if len(problem.facts) == 1 else None) or ""
    short = cause and len(cause) <= _LONGEST_CAUSE and not any(mark in cause for mark in "；：。")
    return said(cause, f"{place}/回应") if short and _met(cause, problem, item) else ()


def _met(cause: str, problem: Item, measure: Item) -> bool:
    """Whether the duties take up a word of the cause that is more than what the problem itself is about."""
    words = {cause[at : at + 2] for at in range(len(cause) - 1)}
    told = "".join((problem.point or "", *(fact.say for fact in problem.facts)))
    duties = duty_text(measure)
    light = grammar().light_words
    return any(
        word in duties and word not in told and word.isalpha() and not any(char in light for char in word)
        for word in words
    )


def _answered_fact(item: Item, brief: Brief, place: str) -> Text:
    """Give a short fact of the problems that a measure answers of which the first duty takes up figure and matter: 42个冷库闲着19个."""
    facts = (fact for _, problem in _answered_problems(item, brief) for fact in problem.facts if not fact.unnamed)
    told = (clause for fact in facts for clause in (fact.say, fact.say.partition("，")[0]))
    words = grammar()
    whole = (
        text
        for text in told
        if len(text) <= _LONGEST_FACT
        and not text.startswith(words.continuers)
        and not text.endswith(words.clause_openers)
    )
    when = brief.meeting.time if brief.meeting else None
    first = next((entry.duty for entry in by_date(item, place, when)), None)
    found = next((text for text in whole if first and _takes_up(first, text)), None)
    return said(found, f"{place}/回应") if found else ()


def _same_matter(achievement: Item, problem: Item) -> str:
    """Give the clause of an achievement's facts, with a figure, that shares most words with the problem's; "" without one."""
    told = "".join(fact.say for fact in problem.facts)
    clauses = (clause for fact in achievement.facts for clause in re.split("[，；]", fact.say))
    short = [
        c for c in clauses if len(c) <= _LONGEST_FACT and re.search(r"\d", c) and not c.startswith(grammar().continuers)
    ]
    best = max(short, key=lambda clause: len(_shared(clause, told)), default="")
    return best if best not in told and len(_shared(best, told)) >= _SAME_WORDS else ""


def _shared(text: str, other: str) -> set[str]:
    """Give the words of two characters, none of them light, that a text has in common with another."""
    light = grammar().light_words
    words = {text[at : at + 2] for at in range(len(text) - 1)}
    return {
        word for word in words if word in other and re.fullmatch(f"{HAN}{{2}}", word) and not set(light) & set(word)
    }


def _takes_up(duty: Duty, fact: str) -> bool:
    """Whether a duty holds a figure of the fact, with its measure word, and a word of its matter."""
    told = duty.do + (duty.target or "")
    figures = [found[0] for found in re.finditer(rf"\d[\d.]*(万|亿)?{HAN}", fact)]
    words = [fact[at : at + 2] for at in range(len(fact) - 1) if re.fullmatch(f"{HAN}{{2}}", fact[at : at + 2])]
    counted_there = any(re.search(rf"(?<![\d.]){re.escape(figure)}", told) for figure in figures)
    return counted_there and any(word in told for word in words)


def _answered_units(item: Item, brief: Brief, front: FrontMatter) -> Text:
    """Give the units that the problems a measure answers name; empty where they are too many to speak to."""
    units: dict[str, Text] = {}
    for number, problem in _answered_problems(item, brief):
        units |= {unit.text: (unit,) for unit in without_praised(brief, _named(problem, f"问题/{number}", front))}
    return join(units.values(), "、") if len(units) <= _MOST_NAMED else ()


def _continued(item: Item, brief: Brief, place: str) -> Text:
    for other in brief.achievements:
        if item.continues and item.continues in (other.point, other.id):
            done = _done(cue_text(other), item)
            return said(done, f"{place}/接") if done else ()
    return ()


def _done(told: str, item: Item) -> str:
    """Find the achieved figure that shares its measure word and noun with a duty: 86公里 for 剩余34公里老旧管网."""
    for duty in item.duties:
        for found in re.finditer(r"\d[\d.]*(万|亿)?(\S{1,2})", duty.do):
            same = re.search(rf"\d[\d.]*(万|亿)?{re.escape(found[2][:2])}", told)
            if same:
                return same[0]
    return ""
