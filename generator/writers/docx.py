"""Draws a draft as a Word document laid out after GB/T 9704: its body as XML, put into a package made from the layout.

``w:p``, ``w:r``, ``w:br``, ``w:sdt`` and comments are all it takes. Numbers are literal text: they survive copying.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.draft import Block, Draft, Heading, Line, Paragraph, Span, Text, Title, plain
from generator.encoding import forbidden
from generator.errors import Problem, UserError, Where
from generator.layout import Layout
from generator.lines import Printed, closed, is_head, printed
from generator.title import title_lines
from generator.writers.docx_package import package

_LINE_STYLES: Final = {"date": "JGDate", "speaker": "JGSpeaker", "salutation": "JGSalutation", "source": "JGSource"}
_ALIAS_LIMIT: Final = 64  # characters; Word refuses longer titles of content controls
_AUTHOR: Final = "讲稿"
_YELLOW: Final = '<w:highlight w:val="yellow"/>'


def write_docx(draft: Draft, layout: Layout, *, annotate: bool = False, name: str = "draft.docx") -> bytes:
    """Draw *draft* on *layout*; *annotate* adds a comment with its phrase's id to each sentence from the bank.

    Raises UserError, with *name* as the file, when the text holds characters that XML forbids.
    """
    _refuse_forbidden(draft, name)
    body = _Body(layout, annotate=annotate)
    xml = body.write(draft.blocks)
    return package(layout, draft.title, xml, "".join(body.comments))


def _refuse_forbidden(draft: Draft, name: str) -> None:
    problems = []
    for number, block in enumerate(draft.blocks, 1):
        shown = plain(block.text)
        bad = forbidden(shown)
        if bad is not None:
            near = shown.replace(bad, "□")[:20]
            wrong = f"第{number}段“{near}…”里有 Word 存不了的字符 U+{ord(bad):04X}"
            problems.append(Problem(Where(name), wrong, "文字和标点", "在任务单或底稿里删去这个字符，重打它前后的字"))
    if problems:
        raise UserError(problems)


@dataclass(slots=True)
class _Body:
    """Writes paragraphs; counts the ids of content controls and comments, which must differ in one file."""

    layout: Layout
    annotate: bool
    controls: int = 0
    comments: list[str] = field(default_factory=list)

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Give the XML of all paragraphs, with the empty line that stands between head lines and speech."""
        parts: list[str] = []
        in_head = False
        for line in printed(blocks):
            if in_head and not is_head(line.block):
                parts.append('<w:p><w:pPr><w:pStyle w:val="JGSalutation"/></w:pPr></w:p>')
            in_head = is_head(line.block)
            parts.append(self._paragraph(line))
        return "".join(parts) or "<w:p/>"

    def _paragraph(self, line: Printed) -> str:
        match line.block:
            case Title(text):
                return _p("Title", self._title(text))
            case Line(role, text):
                return _p(_LINE_STYLES[role], self._runs(text))
            case Heading() as heading if line.body is not None:
                return self._run_in(heading, line, line.body)
            case Heading(level, text):
                return _p(f"Heading{level}", self._runs(text, before=line.label))
            case Paragraph(text):
                return _p("", self._runs(text, before=line.label))

    def _title(self, text: Text) -> str:
        lines = title_lines(text, self.layout.title_limit, self.layout.characters - 2)
        return "<w:r><w:br/></w:r>".join(
            self._runs(line.text, style="JGSubtitle" if line.subtitle else "") for line in lines
        )

    def _run_in(self, heading: Heading, line: Printed, body: Paragraph) -> str:
        words = self._runs(closed(heading.text), before=line.label, style=f"JGRunInWords{heading.level}")
        return _p(f"JGRunIn{heading.level}", words + self._runs(body.text, before=line.body_label))

    def _runs(self, text: Text, *, before: str = "", style: str = "") -> str:
        """Write spans; neighbours that look alike share a run."""
        parts: list[str] = []
        pending = before
        for span in text:
            noted = self.annotate and span.origin.kind == "phrase"
            if span.origin.kind == "blank" or noted:
                parts.append(_run(pending, style))
                parts.append(self._noted(span, style) if noted else self._blank(span, style))
                pending = ""
            else:
                pending += span.text
        return "".join([*parts, _run(pending, style)])

    def _blank(self, span: Span, style: str) -> str:
        """Write a blank as an inline content control that shows its hint; ``w:text`` would lose the yellow."""
        self.controls += 1
        alias = quoteattr(f"待补：{span.text}"[:_ALIAS_LIMIT])
        shown = _run(span.shown, style, _YELLOW)
        return (
            f'<w:sdt><w:sdtPr><w:rPr>{_looks(style)}</w:rPr><w:alias w:val={alias}/><w:id w:val="{self.controls}"/>'
            f"<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        )

    def _noted(self, span: Span, style: str) -> str:
        """Write a span with a comment that names its phrase; no date, it would come from the clock."""
        number = len(self.comments)
        self.comments.append(
            f'<w:comment w:id="{number}" w:author="{_AUTHOR}" w:initials="稿"><w:p><w:pPr>'
            f'<w:pStyle w:val="CommentText"/></w:pPr>{_run(span.origin.ref or "语句", "")}</w:p></w:comment>'
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{_run(span.text, style)}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )


def _p(style: str, runs: str) -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{runs}</w:p>"


def _looks(style: str, more: str = "") -> str:
    """Give a run's properties. The hint keeps “ ” ‘ ’ — … in the Chinese typeface."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'{named}<w:rFonts w:hint="eastAsia"/>{more}'


def _run(text: str, style: str, more: str = "") -> str:
    if not text:
        return ""
    return f"<w:r><w:rPr>{_looks(style, more)}</w:rPr>{''.join(_contents(text))}</w:r>"


def _contents(text: str) -> Iterable[str]:
    """Turn text into ``w:t``, tabs and line breaks."""
    for number, line in enumerate(text.splitlines()):
        if number:
            yield "<w:br/>"
        for place, piece in enumerate(line.split("\t")):
            if place:
                yield "<w:tab/>"
            if piece:
                yield f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
