"""What every sentence of a speech can see: the brief's own words, the table of levels, and what follows from them."""

from __future__ import annotations

import math
import re
from zlib import crc32

import msgspec
from msgspec import structs

from generator.brief.schema import AgendaItem, Brief, Item
from generator.draft import Text, plain
from generator.levels import levels
from generator.outline import FrontMatter
from generator.planning.dates import calendar_day, horizon, meeting_day
from generator.planning.duties import Placed, by_date, subject
from generator.planning.figures import quoted
from generator.planning.parallel import gathered
from generator.planning.text import computed, counted, join, said
from generator.vocabulary import SECTIONS, grammar

_MOST_CALLED, _MOST_HELPING = 7, 3  # units that a roll-call can name
_ONE_BREATH, _BREATH = 5, 4  # days of a calendar that are heard in one sentence; days a sentence where there are more
_LONG_MINUTES, _LONG_CHARACTERS = 14, 3000
_MANY_DAYS, _NEAR_DAYS = 6, 5  # a calendar longer than the one tells as many as the other, unless it was asked for
_FEW_DAYS = 4  # remarks of six minutes do not end on a long list of dates
_LONGEST_ECHO = 44
_EITHER = re.compile("各(.+)（(.+)）")
_HEAD_TAIL = re.compile(r"(工作|建设)$")


def speech_values(brief: Brief, front: FrontMatter) -> dict[str, Text]:
    """Give the slot values that hold for the whole speech; absent ones are left out."""
    values = {**_topic(brief), **_level(brief), **_meeting(brief, front), **_speaker(brief), **_calendar(brief, front)}
    salutation = brief.salutation or front.salutation
    values |= {
        "称谓": said(salutation, "称谓") if salutation else (),
        "时期": said(brief.period, "时期") if brief.period else (),
        "地区": said(brief.region, "地区") if brief.region else (),
        "依据": join([said(text, f"依据/{n}") for n, text in enumerate(brief.basis, 1)], "、", "和"),
        "依据数": counted(len(brief.basis), "依据数") if brief.basis else (),
        "审定": said(brief.approved, "审定") if brief.approved else (),
        "致谢": said(brief.thanks, "致谢") if brief.thanks else (),
        "号召": said(brief.ending.call, "结尾/号召") if brief.ending.call else (),
        "回扣": _echoed(brief),
        "线索": _thread(brief.achievements),
        "收束": gathered(brief.achievements),
    }
    return {name: value for name, value in values.items() if value}


def _echoed(brief: Brief) -> Text:
    """Give the fact that the ending comes back to; half a fact without its subject (没有一人伤亡) is told whole, with its unit."""
    echo = brief.ending.echo
    if not echo:
        return ()
    text = said(echo, "结尾/回扣")
    if not echo.startswith(grammar().without_subject):
        return text
    items = (item for section in SECTIONS for item in brief.section(section))  # type: ignore[arg-type]
    held = ((item, fact.say) for item in items for fact in item.facts if echo in fact.say)
    item, fact = next(held, (None, echo))
    if item is None or len(fact) > _LONGEST_ECHO:
        return text
    whole = said(fact, "结尾/回扣")
    alone = fact.startswith(grammar().without_subject) and item.unit and not item.unnamed
    return said(item.unit or "", "结尾/回扣") + whole if alone else whole


def _topic(brief: Brief) -> dict[str, Text]:
    bare = brief.topic.endswith(grammar().self_sufficient)
    topic = said(brief.topic, "主题")
    return {
        "主题": topic,
        "主题工作": topic if bare else topic + computed("工作", "主题工作"),
        "主题头": said(_HEAD_TAIL.sub("", brief.topic) or brief.topic, "主题"),
        "层级": said(brief.level, "层级"),
    }


def _level(brief: Brief) -> dict[str, Text]:
    level = levels()[brief.level]
    words = {
        "全域": level.whole,
        "我域": level.ours,
        "党委": level.party,
        "政府": level.government,
        "下级": _below(brief, level.below),
        "层级链": level.chain,
        "层级数": level.count,
    }
    return {name: computed(word, "层级表") for name, word in words.items()}


def _below(brief: Brief, below: str) -> str:
    """Leave out of 各街道（乡镇） what stands in brackets where the brief names the one and never the other."""
    found = _EITHER.fullmatch(below)
    if found is None:
        return below
    told = msgspec.json.encode(brief).decode()
    return f"各{found[1]}" if found[1] in told and found[2] not in told else below


def _meeting(brief: Brief, front: FrontMatter) -> dict[str, Text]:
    meeting = brief.meeting
    if meeting is None:
        return {}
    day = meeting_day(meeting.time)
    single = {
        "会议名称": (meeting.name or meeting.short, "会议/名称"),
        "会议简称": (meeting.short or meeting.name, "会议/简称"),
        "会议日期": (day, "会议/时间"),
        "会议月日": (re.sub(r"^\d{4}年", "", day), "会议/时间"),
        "会议地点": (meeting.place, "会议/地点"),
        "会议形式": (meeting.form, "会议/形式"),
        "主持": (meeting.chair, "会议/主持"),
        "人数": (meeting.headcount, "会议/人数"),
    }
    values = {name: said(text, place) for name, (text, place) in single.items() if text}
    values["会议任务"] = join([said(task, f"会议/任务/{n}") for n, task in enumerate(meeting.tasks, 1)], "、")
    values["听众"] = join([said(who, f"会议/听众/{n}") for n, who in enumerate(meeting.audience, 1)], "，")
    values["出席"] = join([said(who, f"会议/出席/{n}") for n, who in enumerate(meeting.present, 1)], "、")
    held = _held(meeting.agenda)
    values["议程"] = join(
        [_agenda(item, f"会议/议程/{n}", front.register, first=n == held[0][0]) for n, item in held], "，"
    )
    values["议程评"] = _verdict([item for _, item in held], brief.topic or "")
    return values


def _held(agenda: tuple[AgendaItem, ...]) -> list[tuple[int, AgendaItem]]:
    """Give what has happened: the items above 本讲话, all of them when the agenda does not name it.

    Neighbours who did the same are one item: 青云街道、区城投公司作了表态发言.
    """
    numbered = list(enumerate(agenda, 1))
    before = next((n for n, item in numbered if item.speech), len(agenda) + 1)
    held: list[tuple[int, AgendaItem]] = []
    for n, item in numbered:
        if n >= before:
            break
        last = held[-1][1] if held else None
        if last and item.who and last.who and (item.do, item.about) == (last.do, last.about):
            held[-1] = (held[-1][0], structs.replace(last, who=(*last.who, *item.who)))
        else:
            held.append((n, item))
    return held


def _agenda(item: AgendaItem, place: str, register: str, *, first: bool) -> Text:
    who = join([said(name, f"{place}/谁") for name in item.who], "、")
    do = item.do or "进行"
    if not who and do.startswith(grammar().visiting):
        who = computed(grammar().visitors[register], "议程")
    elif not who:
        who = () if first else computed("会上还", "议程")
    if do.startswith("作") and len(do) > 1:
        act = computed("作了", "议程") + said(do[1:], f"{place}/做")
    elif do.endswith(grammar().agenda_nouns) and not item.about:
        act = computed("作了", "议程") + said(do, f"{place}/做")
    elif do.endswith(grammar().agenda_nouns):  # 柳庄街道就“院坝说事”作了经验发言
        about = said(item.about or "", f"{place}/事")
        return who + computed("就", "议程") + about + computed("作了", "议程") + said(do, f"{place}/做")
    else:
        act = said(do, f"{place}/做") + (() if do.endswith("了") else computed("了", "议程"))
    return who + act + (said(item.about, f"{place}/事") if item.about else ())


def _verdict(items: list[AgendaItem], topic: str) -> Text:
    """Remark on what was just heard, in one wording throughout; another topic draws another one."""
    wordings = grammar().agenda
    wording = wordings[crc32(topic.encode()) % len(wordings)]
    verdicts = [next((remark for cue, remark in wording.items() if cue in (item.do or "")), None) for item in items]
    found = list(dict.fromkeys(verdict for verdict in verdicts if verdict))
    return computed("，".join(found), "议程评") if len(found) > 1 else ()


def _speaker(brief: Brief) -> dict[str, Text]:
    speaker = brief.speaker
    if speaker is None:
        return {}
    values = {
        "职务": (speaker.post, "讲话人/职务"),
        "姓名": (speaker.name, "讲话人/姓名"),
        "代表": (speaker.behalf, "讲话人/代表"),
    }
    return {name: said(text, place) for name, (text, place) in values.items() if text}


def all_duties(brief: Brief) -> list[tuple[Placed, Item]]:
    """Give every duty of the measures and safeguards and their 分项 with the item it stands in, by deadline."""
    when = brief.meeting.time if brief.meeting else None
    found: list[tuple[Placed, Item]] = []
    for section, items in (("举措", brief.measures), ("保障", brief.safeguards)):
        for number, item in enumerate(items, 1):
            found += [(entry, item) for entry in by_date(item, f"{section}/{number}", when)]
            for inner, part in enumerate(item.parts, 1):
                found += [(entry, part) for entry in by_date(part, f"{section}/{number}/分项/{inner}", when)]
    return sorted(found, key=lambda pair: pair[0].due.key)


def wants_days(brief: Brief) -> str:
    """Give the wish in which the leader asks that the days be told one by one, "" when there is none."""
    return next((note for note in brief.wishes.notes if any(word in note for word in grammar().wants_days)), "")


def _calendar(brief: Brief, front: FrontMatter) -> dict[str, Text]:
    days = _days(brief)
    values: dict[str, Text] = {}
    told = [computed(f"{day}，", "时限") + join(names, "，") for day, names in days.items()]
    asked = bool(wants_days(brief))
    if 1 < len(told) <= (_FEW_DAYS if front.register == "研讨" else len(told)):
        if asked or _is_long(brief) or front.register == "研讨":
            near = (
                told if asked or len(told) <= _MANY_DAYS else told[:_NEAR_DAYS]
            )  # each was said with its duty already
            values["日程"] = _in_breaths(near if near == told else [*near, computed(grammar().later_days, "日程")])
        else:
            values["头尾日"] = join([told[0], computed(grammar().last_day, "日程") + told[-1]], "；")
    due = next((day for day in days if not day.endswith("起") and "至" not in day), None)
    if due:
        values["最近时限"] = computed(due, "时限")
        if len(days[due][0]) == 1:
            values["最近事项"] = days[due][0]
    return values | _named_units(brief)


def _is_long(brief: Brief) -> bool:
    """Whether a speech has room for a calendar: a quarter of an hour, about."""
    minutes, characters = brief.length.minutes, brief.length.characters
    return characters[0] >= _LONG_CHARACTERS if characters else bool(minutes and minutes[0] >= _LONG_MINUTES)


def _days(brief: Brief) -> dict[str, list[Text]]:
    """Give what stands under each day of the calendar, in its order, up to the day that the leader asked for where he named one.

    9月30日 and 9月底 are one day, called by the name that comes first; 国庆前 is its own, and so is what begins on a day.
    """
    when = brief.meeting.time if brief.meeting else None
    until = horizon(wants_days(brief), when)
    placed = [(calendar_day(entry.duty.by, when), entry) for entry, _ in all_duties(brief)]
    entries = [each for each in placed if each[0].dated and (until is None or each[0].key <= until)]
    called: dict[object, str] = {}
    days: dict[str, list[Text]] = {}
    for day, entry in sorted(entries, key=lambda each: each[0].key):
        name = subject(entry)
        plain_day = day.called[0].isdigit() and not day.called.endswith("起") and "至" not in day.called
        names = days.setdefault(called.setdefault(day.key if plain_day else day.called, day.called), [])
        if name and not any(name in plain(other) for other in names):
            names.append(said(name, entry.place))
    return {day: names for day, names in days.items() if names}


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


def _named_units(brief: Brief) -> dict[str, Text]:
    """List who was given something to do: those in charge, and those who only assist."""
    chief: dict[str, Text] = {}
    helping: dict[str, Text] = {}
    for entry, item in sorted(all_duties(brief), key=lambda pair: _place_key(pair[0].place)):
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


def _thread(items: tuple[Item, ...]) -> Text:
    words = [quoted(item.heading or item.point or "") for item in items]
    if len(words) < 2 or not all(words):
        return ()
    return computed("“" + "、".join(words) + "”", "线索")
