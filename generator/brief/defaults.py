"""What a brief leaves out and the tool can tell from the rest: the meeting's short name, the region, the title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from generator.brief.schema import AgendaItem, Brief, Meeting, Speaker
from generator.levels import Level
from generator.slots import HAN

_YEAR: Final = re.compile("[12][0-9]{3}年")
_SPEAKING: Final = ("讲话", "作讲话", "发言", "作发言")
_JOINED: Final = re.compile("[暨|｜]")  # what comes after is a second meeting, or the second line
_NAME: Final = rf"(?!全|我|本|各){HAN}{{1,9}}?(?:[省市区县旗州盟镇乡]|街道)"
_PLACE: Final = re.compile(_NAME)
_BODY: Final = re.compile(f"(?:中共)?({_NAME})(?:委|党|人民政府|政府|人大|政协|纪委|办事处)")


def with_defaults(
    brief: Brief,
    outline_name: str,
    levels: Mapping[str, Level],
    *,
    meeting: str | None = None,
    speech: str | None = None,
) -> Brief:
    """Fill in 会议.简称, 地区 and 标题 where the brief does not give them; what it gives is never touched.

    *meeting* is how the outline calls its meeting (冲刺推进会, 动员部署会 …), by default 工作会议; empty, and so by
    default for seminar remarks (研讨), when no meeting may be made up. *speech* is what the title ends in (讲话, 发言
    …), by default read from *outline_name*; empty for a genre whose title is not of that form. What cannot be told
    stays None: a blank.
    """
    level = levels[brief.level]
    given = brief.meeting or Meeting()
    given = replace(given, agenda=_own_turn(given.agenda, brief.speaker))
    kind = ("" if "研讨" in outline_name else "工作会议") if meeting is None else meeting
    short = given.short or _short(given.name, brief, level, kind)
    ending = _speech(outline_name) if speech is None else speech
    called = given.name or short
    return replace(
        brief,
        meeting=replace(given, short=short) if short else given if brief.meeting else None,
        region=brief.region or _region(brief, level),
        title=brief.title or (f"在{called}上的{ending}" if called and ending else None),
    )


def _own_turn(agenda: tuple[AgendaItem, ...], speaker: Speaker | None) -> tuple[AgendaItem, ...]:
    """Mark the speaker's own 讲话 as 本讲话 where the agenda does not: what he is about to say has not been heard."""
    post = speaker.post if speaker else None
    if not post or any(item.speech for item in agenda):
        return agenda
    return tuple(
        AgendaItem(speech=True)
        if item.do in _SPEAKING and not item.about and len(item.who) == 1 and post.endswith(item.who[0])
        else item
        for item in agenda
    )


def _short(name: str | None, brief: Brief, level: Level, meeting: str) -> str | None:
    """Give what is said aloud: 全市…会议 out of the full name, or level, topic and *meeting* put together."""
    if name:
        first = _JOINED.split(name)[0]
        if level.whole in first:
            return first[first.index(level.whole) :]
        year = _YEAR.search(first)
        return first[year.end() :] if year and year.end() < len(first) else first
    if not meeting:
        return None
    topic = brief.topic.removesuffix("工作") if meeting.startswith("工作") else brief.topic
    whole = "" if topic.startswith(level.whole) else level.whole
    return f"{whole}{topic}{meeting}"


def _region(brief: Brief, level: Level) -> str | None:
    """Give the place in front of the year, of 全市 or of the topic in the meeting's name, or the place spoken for."""
    name = brief.meeting.name if brief.meeting else None
    if name:
        year = _YEAR.search(name)
        ends = [year.start() if year else -1, name.find(level.whole), name.find(brief.topic)]
        before = name[: min((end for end in ends if end > 0), default=0)]
        if _PLACE.fullmatch(before):
            return before
    behalf = brief.speaker.behalf if brief.speaker else None
    found = _BODY.match(behalf) if behalf else None
    return found[1] if found else None


def _speech(outline_name: str) -> str:
    """Give what a title of this genre ends in; nothing for a report in the news."""
    if any(word in outline_name for word in ("通稿", "报道", "新闻")):
        return ""
    if "研讨" in outline_name:
        return "研讨发言"
    return "发言" if "发言" in outline_name else "讲话"
