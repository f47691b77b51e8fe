"""Mending what downloads, scanners and sites do to a text, in named steps that can be looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from generator.mining.cleaning.breaks import join_breaks
from generator.mining.cleaning.confusions import mend_confusions
from generator.mining.cleaning.contents import drop_contents
from generator.mining.cleaning.furniture import drop_furniture
from generator.mining.cleaning.headings import restore_headings
from generator.mining.cleaning.lines import Change, Line, Lines, Step, together
from generator.mining.cleaning.markup import MARKUP, strip_markup
from generator.mining.cleaning.pages import drop_pages
from generator.mining.cleaning.punctuation import widen_marks
from generator.mining.cleaning.repeats import drop_repeats
from generator.mining.cleaning.script import TONES, drop_glosses, to_simplified
from generator.mining.cleaning.shifted import QUESTIONS, undo_shift
from generator.mining.cleaning.tail import cut_tail

STEPS: Final = (
    Step("shifted", "错位的 GBK 编码改回来", undo_shift, QUESTIONS),
    Step("markup", "去掉网页标签和 Markdown 记号", strip_markup, MARKUP),
    Step("glosses", "去掉字后面夹的拼音", drop_glosses, TONES),
    Step("simplified", "繁体转简体", to_simplified),
    Step("marks", "中文里的半角标点改全角", widen_marks),
    Step("furniture", "去掉广告、下载提示、导航、来源行", drop_furniture),
    Step("contents", "去掉正文前的目录，找回正文丢了的标题", drop_contents),
    Step("pages", "去掉页码、页眉，接上被切开的句子", drop_pages),
    Step("breaks", "接上硬回车切开的句子", join_breaks),
    Step("headings", "标题独立成行，补上丢了的序号", restore_headings),
    Step("confusions", "改正认错的字和引号", mend_confusions),
    Step("repeats", "去掉贴了两遍的正文", drop_repeats),
    Step("tail", "截去没有写完的最后一句", cut_tail),
)


class Stage(Struct, frozen=True):
    """The lines as one step left them, and what it changed."""

    step: Step
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]


class Cleaned(Struct, frozen=True):
    """A clean text: its paragraphs, all changes in order, the raw lines that were dropped whole (number, text)."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    dropped: tuple[tuple[int, str], ...]


def stages(raw: str) -> Iterator[Stage]:
    """Run the steps over the text *raw* one after another."""
    lines = tuple(Line(text.strip(), at) for at, text in enumerate(raw.splitlines(), 1) if text.strip())
    for step in STEPS:
        changes: list[Change] = []

        def log(raw_line: int, before: str, after: str, step: Step = step, changes: list[Change] = changes) -> None:
            changes.append(Change(step.name, raw_line, before, after))

        if _concerns(step, lines):
            lines = tuple(step.run(lines, log))
        yield Stage(step, lines, tuple(changes))


def _concerns(step: Step, lines: Lines) -> bool:
    if not step.only_with:
        return True
    text = together(lines)
    return any(mark in text for mark in step.only_with)


def clean(raw: str) -> Cleaned:
    """Clean the text *raw* (lines as the document has them)."""
    done = list(stages(raw))
    changes = tuple(change for stage in done for change in stage.changes)
    source = [text.strip() for text in raw.splitlines()]
    dropped = {
        (change.raw, source[change.raw - 1] if change.step != "tail" else change.before)
        for change in changes
        if not change.after and change.before
    }
    return Cleaned(done[-1].lines, changes, tuple(sorted(dropped)))
