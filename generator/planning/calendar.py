"""The days on which duties fall due, in words, and the units that have to do them."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TypeAlias

from generator.brief.schema import Brief, Item
from generator.draft import Text, plain
from generator.outline import FrontMatter
from generator.planning.dates import Deadline, calendar_day, deadline, horizon
from generator.planning.duties import Placed, by_date, runs_to_a_day, subject, thing
from generator.planning.text import computed, join, length, said
from generator.vocabulary import grammar

_MOST_CALLED, _MOST_HELPING = 7, 3  # units that a roll-call can name
_ONE_BREATH, _BREATH = 5, 4  # days of a calendar that are heard in one sentence; days a sentence where there are more
_LONG, _NEAR = 240, 160  # characters: a longer calendar tells the days that fit in the second, unless asked for
_FEW_DAYS = 4  # remarks of six minutes do not end on a long list of dates


Duties: TypeAlias = list[tuple[Placed, Item]]
"""Duties with the item that each stands in."""


def all_duties(brief: Brief) -> Duties:
    """Give every duty of the measures and safeguards and their 分项 with the item it stands in, by deadline."""
    when = brief.meeting.time if brief.meeting else None
    found: Duties = []
    for section, items in (("举措", brief.measures), ("保障", brief.safeguards)):
        for number, item in enumerate(items, 1):
            found += [(entry, item) for entry in by_date(item, f"{section}/{number}", when)]
            for inner, part in enumerate(item.parts, 1):
                found += [(entry, part) for entry in by_date(part, f"{section}/{number}/分项/{inner}", when)]
    return sorted(found, key=lambda pair: pair[0].due.key)


def complete(brief: Brief) -> bool:
    """Whether every measure has somebody to do it and a day, so that the speech may say so."""
    return bool(brief.measures) and all(map(_complete, brief.measures))


def _complete(item: Item) -> bool:
    items = (item, *item.parts)
    duties = [duty for each in items for duty in each.duties]
    named = any(each.in_charge or each.lead for each in items) or any(d.in_charge or d.lead or d.roles for d in duties)
    return named and any(deadline(duty.by, None).dated for duty in duties)


def wants_days(brief: Brief) -> str:
    """Give the wish in which the leader asks that the days be told one by one, "" when there is none."""
    return next((note for note in brief.wishes.notes if any(word in note for word in grammar().wants_days)), "")


def calendar_values(brief: Brief, front: FrontMatter) -> dict[str, Text]:
    """Give the slot values that tell the days on which duties fall due, and who has to do them."""
    duties = all_duties(brief)
    dated = _dated(brief, duties)
    days = _days(dated)
    values: dict[str, Text] = {}
    looked_at = all(thing(entry) for entry, _ in duties if entry.due.called and is_one_day(entry.due.called))
    shown = _days(dated, looked_at=True) if looked_at else days
    told = [_told(day, names, looked_at=looked_at) for day, names in shown.items()]
    asked = bool(wants_days(brief))
    if (asked or looked_at) and 1 < len(told) <= (_FEW_DAYS if front.register == "研讨" else len(told)):
        values["日程"] = _in_breaths(told if asked else _nearest(told))
    due = next((day for day in days if is_one_day(day)), None)
    if due:
        values["最近时限"] = computed(due, "时限")
        if len(days[due][0]) == 1:
            values["最近事项"] = days[due][0]
    return values | _named_units(brief, duties)


def _told(day: str, names: list[Text], *, looked_at: bool) -> Text:
    """Say what is looked at on a day, or what falls due, begins or goes on from it."""
    seen = looked_at and is_one_day(day)
    mark = "、" if seen and not any("、" in plain(name) for name in names) else "，"
    return computed(f"{day}{grammar().looks_at}" if seen else f"{day}，", "时限") + join(names, mark)


def _dated(brief: Brief, duties: Duties) -> list[tuple[Deadline, Placed]]:
    """Give the duties that have a day, in order, up to the day that the leader asked for where he named one."""
    when = brief.meeting.time if brief.meeting else None
    until = horizon(wants_days(brief), when)
    entries = ((_day(entry, when), entry) for entry, _ in duties)
    dated = ((day, entry) for day, entry in entries if day.dated and (until is None or day.key <= until))
    return sorted(dated, key=lambda each: each[0].key)


def _days(dated: list[tuple[Deadline, Placed]], *, looked_at: bool = False) -> dict[str, list[Text]]:
    """Give what stands under each day of the calendar: each duty in its own words, or as the thing that is *looked_at*.

    9月30日 and 9月底 are one day, called by the name that comes first; 国庆前 is its own, and so is what begins on a day.
    """
    called: dict[object, str] = {}
    days: dict[str, list[Text]] = {}
    for day, entry in dated:
        name = thing(entry) if looked_at and is_one_day(day.called) else subject(entry)
        numbered = day.called[0].isdigit() and is_one_day(day.called)
        names = days.setdefault(called.setdefault(day.key if numbered else day.called, day.called), [])
        if name and not any(name in plain(other) for other in names):
            names.append(said(name, entry.place) + _closing(entry, day))
    return {day: names for day, names in days.items() if names}


def _nearest(days: list[Text]) -> list[Text]:
    """Give the first days of a long calendar, and the words that stand for the others: each was said with its duty already."""
    reached = list(accumulate(length(day) for day in days))
    if reached[-1] <= _LONG:
        return days
    near = max(2, sum(size <= _NEAR for size in reached))
    return [*days[:near], computed(grammar().later_days, "日程")]


def is_one_day(called: str) -> bool:
    """Tell whether a day of the calendar is one on which something is done, not begun (起) or under way (至)."""
    return not called.endswith("起") and "至" not in called


def _day(entry: Placed, meeting: str | None) -> Deadline:
    """Give the day under which a duty stands: a campaign on its last day, whatever else runs or begins on its first."""
    return entry.due if entry.duty.do.endswith(grammar().closing) else calendar_day(entry.duty.by, meeting)


def _closing(entry: Placed, day: Deadline) -> Text:
    ends = entry.duty.do.endswith(grammar().closing) and runs_to_a_day(entry.duty) and "至" not in day.called
    return computed(grammar().closes, "日程") if ends else ()


def _in_breaths(days: list[Text]) -> Text:
    """Join the days of a calendar; many of them into sentences of a few days each, for who has to read them aloud."""
    if len(days) <= _ONE_BREATH:
        return join(days, "；")
    leads = grammar().calendar_leads
    sentences = min(len(leads) + 1, math.ceil(len(days) / _BREATH))
    size = math.ceil(len(days) / sentences)
    told = [join(days[start : start + size], "；") for start in range(0, len(days), size)]
    led = [computed(lead, "日程") + text for lead, text in zip(leads, told[1:], strict=False)]
    return join([told[0], *led], "。")


def _named_units(brief: Brief, duties: Duties) -> dict[str, Text]:
    """List who was given something to do: those in charge, and those who only assist."""
    chief: dict[str, Text] = {}
    helping: dict[str, Text] = {}
    for entry, item in sorted(duties, key=lambda pair: _place_key(pair[0].place)):
        duty, place = entry.duty, entry.place
        for unit in (*(duty.in_charge or item.in_charge), *(duty.lead or item.lead)):
            chief.setdefault(unit, said(unit, place))
        for unit in duty.with_ or item.with_:
            helping.setdefault(unit, said(unit, place))
    leading = [text for unit, text in chief.items() if not unit.startswith("我")]
    only_helping = [text for unit, text in helping.items() if unit not in chief]
    if brief.safeguards and (len(leading) > _MOST_CALLED or any(unit.startswith(grammar().whole) for unit in chief)):
        return {}  # nobody listens to the end of such a list, and a safeguard of her own has its own words
    return {
        "点到": join(leading, "、"),
        "点到配合": join(only_helping, "、") if leading and len(only_helping) <= _MOST_HELPING else (),
    }


def _place_key(place: str) -> tuple[bool, tuple[int, ...]]:
    return place.startswith("保障"), tuple(int(step) for step in place.split("/") if step.isdigit())
