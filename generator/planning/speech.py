"""What every sentence of a speech can see: the brief's own words, the table of levels, and what follows from them."""

from __future__ import annotations

import re
from zlib import crc32

import msgspec
from msgspec import structs

from generator.brief.schema import AgendaItem, Brief, Item
from generator.draft import Text
from generator.levels import levels
from generator.outline import FrontMatter
from generator.planning.calendar import calendar_values
from generator.planning.dates import meeting_day
from generator.planning.figures import quoted
from generator.planning.parallel import gathered
from generator.planning.text import computed, counted, join, said
from generator.vocabulary import SECTIONS, grammar

_LONGEST_ECHO = 44
_EITHER = re.compile("各(.+)（(.+)）")
_HEAD_TAIL = re.compile(r"(工作|建设)$")


def speech_values(brief: Brief, front: FrontMatter) -> dict[str, Text]:
    """Give the slot values that hold for the whole speech; absent ones are left out."""
    values = {
        **_topic(brief),
        **_level(brief),
        **_meeting(brief, front),
        **_speaker(brief),
        **calendar_values(brief, front),
    }
    salutation = brief.salutation or front.salutation
    values |= {
        "称谓": said(salutation, "称谓") if salutation else (),
        "时期": said(brief.period, "时期") if brief.period else (),
        "地区": said(brief.region, "地区") if brief.region else (),
        "依据": _bases(brief.basis),
        "依据数": counted(len(brief.basis), "依据数") if brief.basis else (),
        "审定": said(brief.approved, "审定") if brief.approved else (),
        "致谢": said(brief.thanks, "致谢") if brief.thanks else (),
        "总目标": join([said(goal, f"总目标/{n}") for n, goal in enumerate(brief.goals, 1)], "，"),
        "号召": said(brief.ending.call, "结尾/号召") if brief.ending.call else (),
        "回扣": _echoed(brief),
        "线索": _thread(brief.achievements),
        "收束": gathered(brief.achievements),
    }
    return {name: value for name, value in values.items() if value}


def _bases(basis: tuple[str, ...]) -> Text:
    """Join what a speech goes by; GB/T 15834, 4.5.3.5: no 、 between book titles."""
    joined: Text = ()
    for number, text in enumerate(basis, 1):
        titles = number > 1 and basis[number - 2].endswith("》") and text.startswith("《")
        mark = "" if number == 1 else "和" if number == len(basis) else "" if titles else "、"
        joined += (computed(mark, "标点") if mark else ()) + said(text, f"依据/{number}")
        joined += computed(grammar().spirit, "依据") if text.endswith(grammar().gatherings) else ()
    return joined


def _echoed(brief: Brief) -> Text:
    """Give the fact that the ending comes back to; half a fact without its subject (没有一人伤亡) is told whole, with its unit."""
    echo = brief.ending.echo
    if not echo:
        return ()
    text = said(echo, "结尾/回扣")
    spoken = f"“{echo}”"  # somebody's own words stay his
    if any(spoken in fact.say for section in SECTIONS for item in brief.section(section) for fact in item.facts):  # type: ignore[arg-type]
        return said(spoken, "结尾/回扣")
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
    heard = [
        said(who, f"会议/议程/{n}/谁")
        for n, item in held
        for who in item.who
        if any(word in (item.do or "") for word in grammar().took_the_floor)
    ]
    values["先讲单位"] = join(heard, "、")
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
    if who and do.startswith(grammar().visiting) and not item.about:  # what was visited, put down as 谁
        return computed(grammar().visitors[register], "议程") + said(do, f"{place}/做") + computed("了", "议程") + who
    if not who and do.startswith(grammar().visiting):
        who = computed(grammar().visitors[register], "议程")
    elif not who:
        who = computed("会上" if first else "会上还", "议程")
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
    verdicts = [
        next((remark for cue, remark in wording.items() if cue in f"{item.do} {item.about}"), None) for item in items
    ]
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


def _thread(items: tuple[Item, ...]) -> Text:
    words = [quoted(item.heading or item.point or "") for item in items]
    if len(words) < 2 or not all(words):
        return ()
    return computed("".join(f"“{word}”" for word in words), "线索")  # GB/T 15834, 4.5.3.5: no 、 between quoted words
