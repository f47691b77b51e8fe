"""Reads the strict small Markdown: ``#`` title, ``##`` to ``#####`` headings, ``- `` items, one line a paragraph.

:func:`parse` is also what turns an outline's output into a tree: there the text holds noncharacters U+FDD0-U+FDEF as
marks of origin, so structure is read from the line, and text only through *to_text*.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, cast

from msgspec.structs import replace

from generator.draft import Block, Draft, Heading, Origin, Paragraph, Text, Title, plain
from generator.lines import END_MARKS
from generator.numbering import item_label
from generator.readers.heads import numbered_items, spans, with_lines, without_start

_MARKS: Final = re.compile("[\ufdd0-\ufdef]")
_HEADING: Final = re.compile(r"(#{1,5})[ \t\u3000]+(.*)")
_ITEM: Final = re.compile(r"[-*+][ \t]+(.*)")
_UNNUMBERED: Final = re.compile(r"[ \t]*(?<!\\)\{-\}$")  # behind a mark of origin it is somebody's text
_STRONG: Final = re.compile(r"(?<!\\)(\*{1,3})(?=\S)([^*]+?)(?<=\S)(?<!\\)\1")
_ESCAPED: Final = re.compile(r"\\([\\*<#{+-])")


def read_markdown(source: str, name: str) -> Draft:
    """Read a file's text into a draft whose origins name the file.

    Emphasis and comments are dropped, and so are numbers that somebody typed: the layout puts them in again.
    """
    origin = Origin("file", name)

    def to_text(raw: str) -> Text:
        return spans(_ESCAPED.sub(r"\1", _STRONG.sub(r"\2", raw)), origin)

    return Draft(tuple(_without_number(block) for block in parse(_without_comments(source), to_text)))


def _without_comments(source: str) -> str:
    """Take out ``<!-- … -->``, one walk through the text; what is never closed is no comment."""
    kept: list[str] = []
    rest = source
    while True:
        before, opened, inside = rest.partition("<!--")
        closed = inside.find("-->") if opened else -1
        if closed < 0:
            return "".join((*kept, rest))
        if before.endswith("\\"):
            kept.append(before + opened)
            rest = inside
        else:
            kept.append(before)
            rest = inside[closed + len("-->") :]


def parse(source: str, to_text: Callable[[str], Text]) -> tuple[Block, ...]:
    """Read Markdown into blocks; *to_text* makes spans of a line's text, marks and all.

    Every line is a paragraph of its own, empty lines only separate. A heading that ends in 。！？；： and has a
    paragraph on the very next line is a run-in heading. Lines without visible text are left out.
    """
    lines = source.replace("\r\n", "\n").split("\n")
    found = [block for at in range(len(lines)) if (block := _block(lines, at, to_text)) is not None and block.text]
    return with_lines(numbered_items(found))


def without_marks(raw: str) -> str:
    """Give the text without marks of origin, for looking at its shape."""
    return _MARKS.sub("", raw)


def _without_number(block: Block) -> Block:
    from generator.readers.prose import typed_number  # for files only: an outline's output has no typed numbers

    shown = block.text[0].text if block.text and block.text[0].origin.kind != "blank" else ""
    if isinstance(block, Heading) and block.numbered and (number := typed_number(shown)):
        return replace(block, text=without_start(block.text, len(number[1])))
    if isinstance(block, Paragraph) and block.item and shown.startswith(item_label(block.item)):
        return replace(block, text=without_start(block.text, len(item_label(block.item))))
    return block


def _block(lines: list[str], at: int, to_text: Callable[[str], Text]) -> Block | None:
    line = lines[at].strip(" \t\u3000")
    if not without_marks(line):
        return None
    if match := _HEADING.match(line):
        return _heading(len(match[1]), match[2].rstrip(), _next(lines, at), to_text)
    if match := _ITEM.match(line):
        return Paragraph(to_text(match[1]), item=1)
    return Paragraph(to_text(line))


def _heading(depth: int, raw: str, following: str, to_text: Callable[[str], Text]) -> Block:
    if depth == 1:
        return Title(to_text(raw))
    numbered = _UNNUMBERED.search(raw) is None
    text = to_text(raw if numbered else _UNNUMBERED.sub("", raw))
    glued = bool(without_marks(following).strip()) and not _HEADING.match(following.strip())
    level = cast(Literal[1, 2, 3, 4], depth - 1)
    return Heading(level, text, numbered=numbered, run_in=glued and plain(text).endswith(END_MARKS))


def _next(lines: list[str], at: int) -> str:
    return lines[at + 1] if at + 1 < len(lines) else ""
