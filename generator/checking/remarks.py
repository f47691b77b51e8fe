"""What rules say of a draft that is still a tree: comments for the writer, at the block and the words they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.brief.schema import Brief
from generator.checking.document import Document, Passage, Role
from generator.checking.loading import chosen, load_rules
from generator.checking.run import findings
from generator.comments import Comment
from generator.draft import Block, Draft, Heading, Line, Paragraph, Title, plain
from generator.settings import Settings

_AUTHOR: Final = "讲稿 check"
_SHOWN_ALREADY: Final = "left-over/blanks"  # a blank says itself what is missing


def remarks(draft: Draft, brief: Brief, settings: Settings) -> tuple[Comment, ...]:
    """Give a comment for each finding in *draft*, which was written from *brief*, by the rules that *settings* ask for."""
    wanted = [rule for rule in chosen(load_rules(settings.rules), settings.rules_off) if rule.name != _SHOWN_ALREADY]
    return tuple(
        Comment(
            block=found.where.line - 1,
            start=found.where.column - 1,
            end=found.where.column - 1 + found.end - found.start,
            text=f"{found.level}：{found.message}〔{found.rule}〕",
            author=_AUTHOR,
        )
        for found in findings(_document(draft, brief), wanted)
    )


def _document(draft: Draft, brief: Brief) -> Document:
    texts = [plain(block.text).replace("\n", " ") for block in draft.blocks]
    return Document("讲稿", "\n".join(texts), tuple(_passages(draft, texts)), brief=brief)


def _passages(draft: Draft, texts: list[str]) -> Iterator[Passage]:
    start = 0
    for number, (block, text) in enumerate(zip(draft.blocks, texts, strict=True), 1):
        level = block.level if isinstance(block, Heading) else 0
        item = block.item if isinstance(block, Paragraph) else 0
        yield Passage(_role(block), start, start + len(text), number, 1, start, level, "", item)
        start += len(text) + 1


def _role(block: Block) -> Role:
    match block:
        case Title():
            return "title"
        case Heading():
            return "heading"
        case Line():
            return block.role
        case _:
            return "paragraph"
