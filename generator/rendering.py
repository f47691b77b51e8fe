"""Lays out a speech that somebody wrote in Markdown, plain text or Word: `jianggao render`."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.draft import Block, Draft, Span
from generator.errors import fail
from generator.files import keep_and_write, same_file
from generator.readers import read
from generator.settings import Settings
from generator.writers import write


class Rendered(Struct, frozen=True):
    """What was written where, the older file that was kept, and what could not be carried over, in words."""

    path: Path
    kept: Path | None
    lost: tuple[str, ...]


def render(source: Path, out: Path | None, settings: Settings, *, force: bool = False, final: bool = False) -> Rendered:
    """Read a draft and write it laid out; *out* is beside the draft, as .docx, unless given.

    Raises UserError when the draft cannot be read, when it is empty, or when *out* holds somebody's edits.
    """
    draft = full_width(read(source))
    if not draft.blocks:
        raise fail(str(source), "底稿是空的", "一篇讲稿", "写上标题和正文再来")
    target = out if out is not None else source.with_suffix(".docx")
    if same_file(target, source):
        raise fail(str(target), "输出会盖掉底稿", "另一个文件名", "用 -o 换一个文件名")
    data = write(draft, target.suffix, settings, name=str(target), final=final)
    kept = keep_and_write(target, data, force=force)
    return Rendered(target, kept, _lost(source))


def full_width(draft: Draft) -> Draft:
    """Turn plain double quotes into “ ” where they pair up in a paragraph and stand around Chinese words."""
    return Draft(tuple(_quoted(block) for block in draft.blocks))


def _quoted(block: Block) -> Block:
    words = "".join(span.text for span in block.text)
    if words.count('"') % 2 or '"' not in words or not any("\u3400" <= character <= "\u9fff" for character in words):
        return block
    opening = True
    spans: list[Span] = []
    for span in block.text:
        pieces = span.text.split('"')
        text = pieces[0]
        for piece in pieces[1:]:
            text += ("“" if opening else "”") + piece
            opening = not opening
        spans.append(Span(text, span.origin))
    return replace(block, text=tuple(spans))


def _lost(source: Path) -> tuple[str, ...]:
    if source.suffix.lower() != ".docx":
        return ()
    from generator.readers.docx_losses import losses  # only a .docx holds what we cannot carry

    return losses(source)
