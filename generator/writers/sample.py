"""A page that shows every style of a layout under its own name: the file that an office changes in Word and keeps."""

from __future__ import annotations

from generator.draft import Block, Draft, Heading, Line, Origin, Paragraph, Span, Text, Title
from generator.layout import Layout
from generator.writers.docx import write_docx


def sample_docx(layout: Layout) -> bytes:
    """Draw the sample; its words only name the parts they stand for."""
    blocks: tuple[Block, ...] = (
        Title(_text("标题")),
        Line("date", _text("（日期）")),
        Line("speaker", _text("讲话人")),
        Line("salutation", _text("称谓：")),
        Paragraph(_text("正文。")),
        *(Heading(level, _text(f"标题 {level}")) for level in (1, 2, 3, 4)),
        Heading(2, _text("段首标题。"), run_in=True),
        Paragraph(_text("正文。")),
        Line("source", _text("（来源：来源）")),
    )
    return write_docx(Draft(blocks), layout)


def _text(words: str) -> Text:
    return (Span(words, Origin("computed")),)
