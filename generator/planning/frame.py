"""What stands around the text: title, date and speaker lines, the source of a report."""

from __future__ import annotations

from generator.brief.schema import Brief
from generator.draft import Text
from generator.outline import FrontMatter
from generator.phrasebank import Phrase
from generator.planning.choose import fill
from generator.planning.dates import meeting_day
from generator.planning.items import empty
from generator.planning.scope import Scope
from generator.planning.steps import Writer
from generator.planning.text import blank, computed, said
from generator.vocabulary import hints


def given_title(brief: Brief, front: FrontMatter) -> Text:
    """Give the drafter's title; empty without one, and for a report: the title of a speech is no headline."""
    given = brief.title
    if not given or (front.register == "通稿" and given.endswith(("讲话", "发言"))):
        return ()
    return said(given, "标题")


def title(writer: Writer, scope: Scope) -> Text:
    """Give the drafter's title, the outline's own pattern, a computed headline for a report, or a blank."""
    if given := given_title(writer.brief, writer.front):
        return given
    if writer.front.title:
        return fill(Phrase(text=writer.front.title, role="preview", source="own"), writer.front.id, scope)
    bare = empty(writer.brief)
    headline = writer.chooser.choose("news-headline", scope, skeleton=bare, frames="after" if bare else "none")
    return headline.text if headline else blank(hints()["标题"].replace("讲话", writer.front.speech or "稿件"))


def date(writer: Writer) -> Text | None:
    """Give the day of the meeting in brackets; a blank in a skeleton that wants a meeting; else None."""
    meeting = writer.brief.meeting
    day = meeting_day(meeting.time) if meeting else ""
    inside = said(day, "会议/时间") if day else _wanted(writer, "会议", "日期行")
    return computed("（", "标点") + inside + computed("）", "标点") if inside else None


def speaker(writer: Writer) -> Text | None:
    """Give post and name of the speaker; None without a name, for a post alone is no signature."""
    given = writer.brief.speaker
    if given and given.name:
        post = said(given.post, "讲话人/职务") + computed("\u3000", "标点") if given.post else ()
        return post + said(given.name, "讲话人/姓名")
    return None if given else _wanted(writer, "讲话人", "讲话人行")


def source(writer: Writer, scope: Scope) -> Text | None:
    """Give the source line of a report: a blank, since no key of the brief names it."""
    if writer.front.register != "通稿":
        return None
    sentence = writer.chooser.choose("news-source", scope, frames="after")
    return sentence.text if sentence else None


def _wanted(writer: Writer, key: str, hint: str) -> Text | None:
    return blank(hints()[hint]) if key in writer.front.wants and empty(writer.brief) else None
