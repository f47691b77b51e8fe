"""What stands on one printed line: numbers put in, a run-in heading joined with the paragraph that follows it.

Both writers that print (.docx and .txt) go through here, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.draft import Block, Heading, Line, Origin, Paragraph, Span, Text, Title, plain
from generator.numbering import labels

END_MARKS = ("。", "！", "？", "；", "：")
_ADDED_STOP = Origin("computed", "段首标题的句号")


class Printed(Struct, frozen=True):
    """One printed paragraph: the block that opens it, its number, and the body that a run-in heading draws in.

    ``place`` counts the blocks from 0; the body of a run-in heading is the block after it.
    """

    block: Block
    place: int
    label: str
    body: Paragraph | None = None
    body_label: str = ""


def printed(blocks: Sequence[Block]) -> Iterator[Printed]:
    """Go through the printed paragraphs of *blocks* in order. A run-in heading without a paragraph stands alone."""
    pairs = list(zip(blocks, labels(blocks), strict=True))
    position = 0
    while position < len(pairs):
        block, label = pairs[position]
        position += 1
        if runs_in(blocks, position - 1):
            body, body_label = pairs[position]
            assert isinstance(body, Paragraph)
            position += 1
            yield Printed(block, position - 2, label, body, body_label)
        else:
            yield Printed(block, position - 1, label)


def is_head(block: Block) -> bool:
    """Tell title, date and speaker lines from the speech, before which an empty line is printed."""
    return isinstance(block, Title) or (isinstance(block, Line) and block.role in ("date", "speaker"))


def runs_in(blocks: Sequence[Block], position: int) -> bool:
    """Tell whether the block at *position* is a heading that shares its line with the next block."""
    block = blocks[position]
    follows = position + 1 < len(blocks) and isinstance(blocks[position + 1], Paragraph)
    return isinstance(block, Heading) and block.run_in and follows


def closed(text: Text) -> Text:
    """Give a run-in heading's text with an end mark: without one it would flow into its paragraph."""
    if not text or plain(text).endswith(END_MARKS):
        return text
    return (*text, Span("。", _ADDED_STOP))
