"""Draws a draft as a Word document laid out after GB/T 9704: its body as XML, put into a package made from the layout.

``w:p``, ``w:r``, ``w:br``, ``w:sdt``, ``w:numPr`` and comments are all it takes. Numbers are literal text, which survives
copying, unless Word is to count (``numbering: auto``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from generator.comments import Comment
from generator.draft import Block, Draft, Heading, Line, Paragraph, Span, Text, Title, plain
from generator.encoding import forbidden
from generator.errors import Problem, UserError, Where
from generator.layout import Layout
from generator.lines import Printed, closed, is_head, printed
from generator.title import cut, title_lines
from generator.writers.docx_package import Base, Identity, package, shipped_reference
from generator.xml_text import escape, quoteattr

_LINE_STYLES: Final = {"date": "JGDate", "speaker": "JGSpeaker", "salutation": "JGSalutation", "source": "JGSource"}
_ALIAS_LIMIT: Final = 64  # characters; Word refuses longer titles and tags of content controls
_YELLOW: Final = '<w:highlight w:val="yellow"/>'


def write_docx(
    draft: Draft,
    layout: Layout,
    *,
    name: str = "draft.docx",
    comments: Sequence[Comment] = (),
    auto: bool = False,
    reference: Path | None = None,
    identity: Identity | None = (),
) -> bytes:
    """Draw *draft* on *layout*, or on the page and in the styles of the .docx *reference*.

    *auto* lets Word count the headings; a draft with an unnumbered heading keeps typed numbers, or Word would count
    otherwise than the draft does. *identity* is what the file says it was made from; None leaves the text's hash out too.
    Raises UserError, with *name* as the file, when the text holds characters that XML forbids.
    """
    _refuse_forbidden(draft, name)
    counted = auto and all(block.numbered for block in draft.blocks if isinstance(block, Heading))
    base = shipped_reference(layout, counted=counted) if reference is None else _foreign(reference, layout)
    body = _Body(layout, base.styles, base.numbers(counted=counted), counted, _by_block(comments))
    xml = body.write(draft.blocks)
    return package(base, draft.title, xml, "".join(body.written), identity)


def _foreign(reference: Path, layout: Layout) -> Base:
    from generator.writers.docx_reference import open_reference  # only an office with a file of its own pays for it

    return open_reference(reference, layout)


def _by_block(comments: Sequence[Comment]) -> Mapping[int, list[Comment]]:
    found: defaultdict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        found[comment.block].append(comment)
    return found


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


class _Body(Struct):
    """Writes paragraphs; counts the ids of content controls and comments, which must differ in one file.

    ``styles`` turns our style ids into those of the package; ``numbers`` holds, by heading level, the ``w:numPr`` that a
    paragraph of that level must carry itself, run-in ones under ``-level``.
    """

    layout: Layout
    styles: Mapping[str, str]
    numbers: Mapping[int, str]
    counted: bool
    comments: Mapping[int, Sequence[Comment]]
    controls: int = 0
    written: list[str] = field(default_factory=list)

    def write(self, blocks: tuple[Block, ...]) -> str:
        """Give the XML of all paragraphs, with the empty line that stands between head lines and speech."""
        parts: list[str] = []
        in_head = False
        for line in printed(blocks):
            if in_head and not is_head(line.block):
                parts.append(self._p("JGSalutation", ""))
            in_head = is_head(line.block)
            parts.append(self._paragraph(line))
        return "".join(parts) or "<w:p/>"

    def _paragraph(self, line: Printed) -> str:
        match line.block:
            case Title(text):
                return self._p("Title", self._title(text, line.place))
            case Line(role, text):
                return self._p(_LINE_STYLES[role], self._text(text, line.place))
            case Heading() as heading if line.body is not None:
                return self._run_in(heading, line, line.body)
            case Heading(level, text):
                label = "" if self.counted else line.label
                return self._p(
                    f"Heading{level}", self._text(text, line.place, before=label), self.numbers.get(level, "")
                )
            case Paragraph(text):
                short = len(plain(text)) <= self.layout.keep_lines * self.layout.characters
                return self._p(
                    "Normal", self._text(text, line.place, before=line.label), "<w:keepLines/>" if short else ""
                )

    def _title(self, text: Text, place: int) -> str:
        lines = title_lines(text, self.layout.title_limit, self.layout.characters - 2)
        runs = "<w:r><w:br/></w:r>".join(
            self._runs(line.text, style="JGSubtitle" if line.subtitle else "") for line in lines
        )
        notes = self.comments.get(place, ())
        numbers = [self._note(note) for note in notes]
        return "".join([*map(_opened, numbers), runs, *map(self._closed, numbers)])

    def _run_in(self, heading: Heading, line: Printed, body: Paragraph) -> str:
        label = "" if self.counted else line.label
        words = self._text(closed(heading.text), line.place, before=label, style=f"JGRunInWords{heading.level}")
        rest = self._text(body.text, line.place + 1, before=line.body_label)
        return self._p(f"JGRunIn{heading.level}", words + rest, self.numbers.get(-heading.level, ""))

    def _text(self, text: Text, place: int, *, before: str = "", style: str = "") -> str:
        """Write a block's text, cut where comments begin and end."""
        if place not in self.comments:
            return self._runs(text, before=before, style=style)
        notes = [(*_range(text, note), self._note(note)) for note in self.comments[place]]
        length = len(plain(text))
        cuts = sorted({0, length, *(at for start, end, _ in notes for at in (start, end))})
        parts = [_run(before, self.styles.get(style, ""))]
        for at, following in zip(cuts, [*cuts[1:], length], strict=True):
            parts += [self._closed(number) for start, end, number in notes if end == at > start]
            parts += [_opened(number) for start, _, number in notes if start == at]
            parts += [self._closed(number) for start, end, number in notes if start == end == at]
            parts.append(self._runs(cut(text, at, following), style=style))
        return "".join(parts)

    def _runs(self, text: Text, *, before: str = "", style: str = "") -> str:
        """Write spans; neighbours that look alike share a run."""
        named = self.styles.get(style, "")
        parts: list[str] = []
        pending = before
        for span in text:
            if span.origin.kind == "blank":
                parts += [_run(pending, named), self._blank(span, named)]
                pending = ""
            else:
                pending += span.text
        return "".join([*parts, _run(pending, named)])

    def _blank(self, span: Span, style: str) -> str:
        """Write a blank as an inline content control that shows its hint; ``w:text`` would lose the yellow.

        Word replaces a placeholder (``showingPlcHdr``) as a whole when somebody types: the yellow goes with it.
        """
        self.controls += 1
        alias = quoteattr(f"待补：{span.text}"[:_ALIAS_LIMIT])
        shown = _run(span.shown, style, _YELLOW)
        return (
            f"<w:sdt><w:sdtPr><w:rPr>{_looks(style)}</w:rPr><w:alias w:val={alias}/>"
            f'<w:tag w:val="jianggao-blank-{self.controls}"/><w:id w:val="{self.controls}"/>'
            f"<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        )

    def _note(self, note: Comment) -> int:
        """Keep a comment for the comments part and give its id; no date, it would come from the clock."""
        number = len(self.written)
        style = self.styles["CommentText"]
        paragraphs = "".join(_p(style, _run(line, "")) for line in note.text.split("\n"))
        author = quoteattr(note.author)
        initials = quoteattr(note.author[:1])
        self.written.append(
            f'<w:comment w:id="{number}" w:author={author} w:initials={initials}>{paragraphs}</w:comment>'
        )
        return number

    def _closed(self, number: int) -> str:
        return _closed(number, self.styles["CommentReference"])

    def _p(self, style: str, runs: str, more: str = "") -> str:
        return _p(self.styles.get(style, ""), runs, more)


def _range(text: Text, note: Comment) -> tuple[int, int]:
    """Give the characters that a comment covers, within the text and with no blank cut."""
    length = len(plain(text))
    start = min(max(note.start, 0), length)
    end = min(max(length if note.end is None else note.end, start), length)
    at = 0
    for span in text:
        after = at + len(span.shown)
        if span.origin.kind == "blank":
            start = at if at < start < after else start
            end = after if at < end < after else end
        at = after
    return start, end


def _opened(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def _closed(number: int, style: str) -> str:
    mark = f"<w:rPr><w:rStyle w:val={quoteattr(style)}/></w:rPr>"
    return f'<w:commentRangeEnd w:id="{number}"/><w:r>{mark}<w:commentReference w:id="{number}"/></w:r>'


def _p(style: str, runs: str, more: str = "") -> str:
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    mark = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
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
