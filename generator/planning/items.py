"""The items of a section as planning sees them: given or blank, each with the scope of its own words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.brief.schema import Brief, Item
from generator.draft import Text, plain
from generator.numbering import chinese_numeral
from generator.outline import FrontMatter
from generator.planning.answers import (
    answered_points,
    continued,
    held_against,
    model_followed,
    named_before,
    named_units,
)
from generator.planning.duties import by_date, division
from generator.planning.facts import Told, cue_text, run_on, tell
from generator.planning.figures import is_left_by, measure_word, quoted, rate, remainder, sample, twin_quotes
from generator.planning.heard import heard_before, without_praised
from generator.planning.parallel import neighbours
from generator.planning.scope import Scope
from generator.planning.text import blank, computed, counted, join, said
from generator.unspoken import told_by_fact, unlabelled
from generator.vocabulary import SECTIONS, grammar, hints

_SHORT_MINUTES = 5
_FEW = 3  # safeguards that run on where each is one sentence; more where each is one line
_ONE_SENTENCE, _ONE_LINE = 60, 26  # characters


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


def sub_items(at: ItemAt) -> tuple[ItemAt, ...]:
    """Give the 分项 of an item as items of their own."""
    parts = at.item.parts if at.item else ()
    return tuple(ItemAt(at.section, f"{at.place}/分项/{n}", n, part) for n, part in enumerate(parts, 1))


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
    short = max(map(_told_length, items)) <= (_ONE_SENTENCE if len(items) <= _FEW else _ONE_LINE)
    return {"举措", "保障"} <= set(sections) or ("保障" in sections and short)


def in_a_sentence(at: ItemAt) -> bool:
    """Whether the facts of an item are told in a sentence, too little to stand under a heading of its own."""
    item = at.item
    return item is not None and not item.parts and _told_length(item) <= _ONE_SENTENCE


def _told_length(item: Item) -> int:
    """Count the characters of the facts of an item."""
    return sum(len(fact.say) for fact in item.facts)


def about_responsibility(at: ItemAt) -> bool:
    """Whether an item says who answers for what: there the speech turns to its listeners."""
    heading = plain(heading_of(at))
    return any(word in heading for word in grammar().responsibility)


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
    against = held_against(item, brief)
    achieved = cue_text(against) if against else ""
    found_rate, left = rate(achieved), remainder(text)
    if any(entry.because for entry in told):
        kinds |= {"再因"}
    if at.section == "典型" and (item.point or "").startswith(grammar().verbs):
        kinds |= {"动宾"}
    if item.at == "观摩" and item.unit and brief.meeting and item.unit in (brief.meeting.place or ""):
        kinds |= {"会场"}
    if found_rate and left and is_left_by(found_rate, left, achieved):
        kinds |= {"率"}
    when = brief.meeting.time if brief.meeting else None
    dates = {entry.due.key for entry in by_date(item, at.place, when) if entry.due.dated}
    cases = sum("事故" in entry.kinds for entry in told)
    strings: dict[str, tuple[str | None, str]] = {
        "要点": (None if at.section in ("成绩", "典型") and told_by_fact(item) else item.point or item.heading, "要点"),
        "单位": (None if item.unnamed else item.unit, "单位"),
        "原因": (item.cause, "原因"),
        "评价": (item.praise, "评价"),
        "对照": (against.point or against.heading if against and not unlabelled(brief, "成绩") else None, "对照"),
        "率": (found_rate, "对照"),
        "余数": (left, "事实"),
    }
    alone = item.in_charge == (grammar().we,) and not (item.lead or item.with_)
    in_charge = () if alone else item.in_charge  # 由我们负责 says nothing where we speak of ourselves
    values: dict[str, Text] = {name: said(text, f"{at.place}/{key}") for name, (text, key) in strings.items() if text}
    values |= {
        "事实": run_on(told),
        "问题": answered_points(item, brief, at.place),
        "已成": continued(item, brief, at.place),
        "负责": join([said(unit, f"{at.place}/负责") for unit in in_charge], "、"),
        "牵头": join([said(unit, f"{at.place}/牵头") for unit in item.lead], "、"),
        "配合": join([said(unit, f"{at.place}/配合") for unit in item.with_], "、"),
        "分工": division(in_charge, item.lead, item.with_, at.place),
        "量词": computed(measure_word(cues), "量词") if measure_word(cues) else (),
        "调度": tracking([item], "保障") if at.section == "保障" else (),
        "引词": said(quoted(text), at.place) if quoted(text) else (),
        "样本": said(sample(text), f"{at.place}/事实") if at.section == "问题" and sample(text) else (),
        "起数": counted(cases, "起数") if cases > 1 else (),
        "时限数": counted(len(dates), "时限数") if len(dates) > 1 else (),
        "分项数": counted(len(item.parts), "分项数") if len(item.parts) > 1 else (),
    }
    if at.section == "举措":
        values |= model_followed(item, brief)
    twins = twin_quotes(item.cause or "")
    if twins:
        values["甲"], values["乙"] = said(twins[0], f"{at.place}/原因"), said(twins[1], f"{at.place}/原因")
    everyone = named_units(item, at.place, front)
    named = without_praised(brief, everyone)
    if at.section == "问题" and at.place.count("/") == 1 and "名单" not in front.withhold:
        again = heard_before(brief, at.number, everyone)
        values |= again
        said_of = {span.text for units in again.values() for span in units}
        named = tuple(unit for unit in named if unit.text not in said_of)
        twice = named_before(brief, at.number, named, front)
        values["又点单位"] = join([(unit,) for unit in twice], "、")
        named = tuple(unit for unit in named if unit not in twice)
    values["点名"] = join([(unit,) for unit in named], "、")
    if at.place.count("/") == 1:
        values |= neighbours(brief.section(at.section), at.number, at.place)  # type: ignore[arg-type]
    own = scope.without(*values, "因", "前点", "名", "动", "前名", "前动", "甲", "乙")
    return own.within(at.place, values, cues=cues, kinds=kinds, count=count, section=at.section, number=at.word)


def tracking(safeguards: Iterable[Item], place: str) -> Text:
    """Give the 要点 of the safeguard that keeps track of progress: there the days are read out. Empty when none does."""
    words = grammar().tracking
    found = (item.point for item in safeguards if item.point and any(word in cue_text(item) for word in words))
    return next((said(point, place) for point in found), ())
