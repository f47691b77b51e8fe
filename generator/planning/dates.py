"""Deadlines: when they fall, for sorting, and how they are called aloud. Text is never changed, only read."""

from __future__ import annotations

import re
from calendar import monthrange

from msgspec import Struct

from generator.vocabulary import grammar

_YEAR = re.compile(r"(20\d\d)年")
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日(?:\s*(?:至|到|—|－|-|~)\s*(明年|次年|来年)?(?:(\d{1,2})月)?(\d{1,2})日)?")
_SPAN = re.compile(r"日\D{0,4}(?:至|到|—|－|-|~)")
_MONTH = re.compile(r"(\d{1,2})月(?:份)?(底|末|初|中旬|上旬|下旬)?")
_WITHIN_MONTH = {"初": 5, "上旬": 10, "中旬": 20, "下旬": 0, "底": 0, "末": 0}  # 0: the last day
_TAIL = re.compile(r"(?:以前|之前|前)$")
_LATER, _NEVER = (98, 0), (99, 0)
_LEAP = 2024  # a year in which every day is real, where the meeting names none


class Deadline(Struct, frozen=True, order=True):
    """When something falls due. ``key`` sorts (month, day counted from the meeting); ``called`` is its name, "" if it has none."""

    key: tuple[int, int]
    called: str = ""

    @property
    def dated(self) -> bool:
        """Whether it names a day or a month, so that it can stand in a calendar."""
        return bool(self.called)


def deadline(by: str | None, meeting: str | None = None) -> Deadline:
    """Read a 时限 such as ``3月31日前``, ``1月15日至4月15日``, ``6月底``, ``春节前``; *meeting* is 会议.时间.

    Months before the month of the meeting are taken to lie in the next year.

    >>> deadline("1月15日至4月15日").called
    '4月15日'
    """
    if not by:
        return Deadline(_NEVER)
    start, year = _meeting_month(meeting)
    days = list(_DAY.finditer(by))
    if days:
        last = days[-1]
        month, day = int(last[4] or last[1]), int(last[5] or last[2])
        called = "" if by.endswith("起") else f"{last[3] or ''}{month}月{day}日"
    else:
        months = list(_MONTH.finditer(by))
        if not months:
            return _named(by, start)
        month = int(months[-1][1])
        day = _WITHIN_MONTH.get(months[-1][2] or "", 15) or monthrange(2025, (month - 1) % 12 + 1)[1]
        called = "" if by.endswith("起") else _TAIL.sub("", months[-1][0])
    return Deadline((_turn(month, start, by, year), day), called)


def calendar_day(by: str | None, meeting: str | None = None) -> Deadline:
    """Read where a 时限 stands in a calendar: what runs from a day on, or from day to day, on the day that it starts.

    >>> calendar_day("从4月1日起").called, calendar_day("从4月3日起到4月6日").called
    ('4月1日起', '4月3日至4月6日')
    """
    if not by:
        return Deadline(_NEVER)
    days = _DAY.findall(by)
    if by.endswith("起"):
        due = deadline(by.removesuffix("起"), meeting)
        return Deadline(due.key, f"{due.called.removeprefix('从').removeprefix('自')}起" if due.called else "")
    if len(days) == 1 and days[0][4]:
        month, day, later, until, last = days[0]
        begins, ends = f"{month}月{day}日", f"{later}{until or month}月{last}日"
    elif len(days) > 1 and _SPAN.search(by):
        begins, ends = (f"{found[0]}月{found[1]}日" for found in (days[0], days[-1]))
    elif len(days) > 1:  # 12月24日、12月31日两个晚上
        first, *others = (f"{found[0]}月{found[1]}日" for found in days)
        return Deadline(deadline(first, meeting).key, "、".join((first, *others)))
    else:
        return deadline(by, meeting)
    return Deadline(deadline(begins, meeting).key, f"{begins}至{ends}")


def horizon(wish: str, meeting: str | None) -> tuple[int, int] | None:
    """Read how far ahead a wish for the days looks: 入汛前这7天, 清明前, 6月底以前, 3月份. None when it does not say; a ``Deadline.key``.

    >>> horizon("入汛前这7天要办的事，排个时间表", "2026年4月8日")
    (4, 15)
    """
    span = re.search(r"(\d{1,3})天", wish)
    today = _DAY.search(meeting_day(meeting))
    if span and today:
        from datetime import date, timedelta  # only such a wish pays for it

        month, day = int(today[1]), int(today[2])
        given = _YEAR.search(meeting or "")
        year = int(given[1]) if given and day <= monthrange(int(given[1]), month)[1] else _LEAP
        last = date(year, month, day) + timedelta(days=int(span[1]))
        return last.month + 12 * (last.year - year), last.day
    named = next((name for name in grammar().named_dates if f"{name}前" in wish), None)
    told = re.search(r"(\d{1,2}月\d{1,2}日|\d{1,2}月底?)(?:以前|之前|前|份)", wish)
    until = f"{named}前" if named else told[1] if told else ""
    return (
        deadline(until if "日" in until or named else f"{until.removesuffix('底')}底", meeting).key if until else None
    )


def meeting_day(time: str | None) -> str:
    """Give the 年月日 of a meeting's time, or "" when it names no day."""
    found = re.search(r"(?:20\d\d年)?(\d{1,2})月(\d{1,2})日", time or "")
    real = found and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= monthrange(2024, int(found[1]))[1]
    return found[0] if found and real else ""


def _meeting_month(time: str | None) -> tuple[int, int | None]:
    found = re.search(r"(\d{1,2})月", time or "")
    year = _YEAR.search(time or "")
    return (int(found[1]) if found else 1), (int(year[1]) if year else None)


def _turn(month: int, start: int, by: str, year: int | None) -> int:
    named = _YEAR.search(by)
    if named and year:
        return month + 12 * (int(named[1]) - year)
    later = month < start or any(word in by for word in ("明年", "次年", "来年"))
    return month + 12 if later else month


def _named(by: str, start: int) -> Deadline:
    """Place a date that has a name (国庆前): roughly, for sorting; it is called as the drafter called it."""
    for name, day in grammar().named_dates.items():
        if by.startswith(name):
            month, number = map(int, day.split("-"))
            called = "" if by.endswith("起") else by
            return Deadline(((month + 12 if 0 < month < start else month), number), called)
    return Deadline(_LATER)
