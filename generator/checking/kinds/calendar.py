"""``calendar``: days that do not exist, weekdays that do not fit, deadlines that have passed, spans that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from generator.checking.document import Document, Hit
from generator.checking.rule import Rule

_DAY: Final = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_WEEKDAY: Final = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日[（(，]?(?:星期|周)([一二三四五六日天])[)）]?")
_DEADLINE: Final = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:之)?前")
_SPAN: Final = re.compile(
    r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:起)?(?:至|到|—|－|-|～)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"
)
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年")
_PAST: Final = re.compile(r"已|了|此前|去年|上年|以来|曾")
_DAYS: Final = "一二三四五六日"
_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Calendar(Rule, frozen=True, kw_only=True):
    """``of``: ``day`` exists · ``weekday`` fits the date · ``deadline`` is not before the meeting · ``span`` runs forward.

    A date without a year is judged only where the document's head or the brief names the year.
    """

    of: Literal["day", "weekday", "deadline", "span"]

    def hits(self, document: Document) -> Iterator[Hit]:
        match self.of:
            case "day":
                return self._days(document)
            case "weekday":
                return self._weekdays(document)
            case "deadline":
                return self._deadlines(document)
            case "span":
                return self._spans(document)

    @staticmethod
    def _days(document: Document) -> Iterator[Hit]:
        for match in _DAY.finditer(document.text):
            month, day = int(match[2]), int(match[3])
            fits = 1 <= month <= 12 and 1 <= day <= _MONTHS[month - 1]
            if not fits or (match[1] and _date(int(match[1]), month, day) is None):
                yield Hit(*match.span(), (("found", match[0]),))

    @staticmethod
    def _weekdays(document: Document) -> Iterator[Hit]:
        meeting = meeting_date(document)
        for match in _WEEKDAY.finditer(document.text):
            year = int(match[1]) if match[1] else meeting.year if meeting else None
            told = _date(year, int(match[2]), int(match[3])) if year else None
            said = match[4].replace("天", "日")
            if told and _DAYS[told.weekday()] != said:
                words = (("found", match[0]), ("right", f"星期{_DAYS[told.weekday()]}"), ("year", str(told.year)))
                yield Hit(*match.span(), words)

    @staticmethod
    def _deadlines(document: Document) -> Iterator[Hit]:
        meeting = meeting_date(document)
        if meeting is None:
            return
        for start, end in document.ranges("sentence"):
            for match in _DEADLINE.finditer(document.text, start, end):
                due = _date(int(match[1] or meeting.year), int(match[2]), int(match[3]))
                clause = document.text[match.start() - 12 if match.start() - 12 > start else start : match.end() + 20]
                soon = due is not None and (match[1] or (meeting - due).days < 180)
                if due and due < meeting and soon and not _PAST.search(clause):
                    words = (("found", match[0]), ("meeting", f"{meeting.year}年{meeting.month}月{meeting.day}日"))
                    yield Hit(*match.span(), words)

    @staticmethod
    def _spans(document: Document) -> Iterator[Hit]:
        for match in _SPAN.finditer(document.text):
            first, last = (int(match[2]), int(match[3])), (int(match[5]), int(match[6]))
            if (match[1] or match[4]) and not (match[1] and match[4] and match[1] >= match[4]):
                continue
            if (match[1] and match[4] and int(match[1]) > int(match[4])) or (last < first and last[0] > 3):
                yield Hit(*match.span(), (("found", match[0]),))


def meeting_date(document: Document) -> date | None:
    """Give the day of the meeting: the date line of the draft, or the brief's 会议/时间; None when neither has a year."""
    for passage in document.passages:
        if passage.role == "date":
            return _full(document.text[passage.start : passage.end])
    meeting = document.brief.meeting if document.brief else None
    return _full(meeting.time or "") if meeting else None


def _full(shown: str) -> date | None:
    found = _DAY.search(shown)
    return _date(int(found[1]), int(found[2]), int(found[3])) if found and found[1] else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
